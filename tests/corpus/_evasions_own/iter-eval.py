class C:
    __iter__ = lambda s: iter([eval])
X, = C()
# evasion: layer=S default=ST101@2:32 strict=ST101@2:32
