X = (None or eval)("1")
# evasion: layer=S default=ST101@1:14 strict=ST101@1:14
