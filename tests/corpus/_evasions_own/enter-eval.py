class C:
    __enter__ = lambda s: eval
    __exit__ = lambda *a: None
with C() as X: pass
# evasion: layer=S default=ST101@2:27 strict=ST101@2:27
