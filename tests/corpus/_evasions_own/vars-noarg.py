X = vars()
# evasion: layer=S* default=- strict=ST101@1:5
