X = "1".zfill(10**12)
# evasion: layer=S default=ST605@1:5 strict=ST605@1:5
