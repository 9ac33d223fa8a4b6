def f(*, __spec__=1): return __spec__
X = f()
# evasion: layer=S default=ST102@1:10,ST102@1:30 strict=ST102@1:10,ST102@1:30
