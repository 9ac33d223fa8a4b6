X = (eval if 1 else exec)
# evasion: layer=S default=ST101@1:6,ST101@1:21 strict=ST101@1:6,ST101@1:21
