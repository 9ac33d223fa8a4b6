assert eval("1")
X = 1
# evasion: layer=S default=ST101@1:8 strict=ST101@1:8
