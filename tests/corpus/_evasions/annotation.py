def f(a:eval("1+1")): pass
X=2