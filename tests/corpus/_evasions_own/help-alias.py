h = help
X = h
# evasion: layer=S default=ST101@1:5 strict=ST101@1:5
