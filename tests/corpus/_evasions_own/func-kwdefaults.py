def f(*, a=1): pass
X = f.__kwdefaults__
# evasion: layer=S default=ST301@2:7 strict=ST301@2:7
