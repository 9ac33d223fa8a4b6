d = {}
X = d.setdefault("k", eval)("3")
# evasion: layer=S default=ST101@2:23 strict=ST101@2:23
