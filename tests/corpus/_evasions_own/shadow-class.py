class C:
    eval = eval
X = C.eval
# evasion: layer=S default=ST101@2:12,ST101@3:5 strict=ST101@2:12,ST101@3:5
