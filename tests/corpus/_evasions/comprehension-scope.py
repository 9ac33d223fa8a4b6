class C:
    X=[f for f in [eval]][0]
X=C.X
# evasion: layer=S default=ST101@2:20 strict=ST101@2:20
