X = 1 << (1 << 40)
# evasion: layer=S default=ST602@1:5 strict=ST602@1:5
