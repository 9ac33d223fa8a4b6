class C:
    __call__ = staticmethod(eval)
X = C()("1")
# evasion: layer=S default=ST101@2:29 strict=ST101@2:29
