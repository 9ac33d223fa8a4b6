[eval for eval in [1]]
X = eval
# evasion: layer=S default=ST101@2:5 strict=ST101@2:5
