f=__import__
X=f("os")