def g(o, **k):
    return getattr(o, k["n"])
X = g(len, n="__self__")
# evasion: layer=S default=ST309@3:14 strict=ST307@2:12,ST309@3:14
