class C:
    X=[f for f in [eval]][0]
X=C.X
# evasion: layer=S default=ST101 strict=ST101
