def f(a=1): pass
f.__defaults__ = (2,)
X = f
# evasion: layer=S default=ST301@2:3 strict=ST301@2:3
