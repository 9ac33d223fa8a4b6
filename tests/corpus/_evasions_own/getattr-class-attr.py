class C:
    g = staticmethod(getattr)
X = C.g((), "__base__")
# evasion: layer=S* default=ST309@3:13 strict=ST307@2:22,ST309@3:13
