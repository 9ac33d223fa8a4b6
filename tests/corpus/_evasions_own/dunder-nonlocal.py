def f():
    __import__ = 1
    def g():
        nonlocal __import__
        return __import__
    return g
X = f
# evasion: layer=S default=ST102@2:5,ST102@4:18 strict=ST102@2:5,ST102@4:18
