X = 1 << 10 ** 10
# evasion: layer=S default=ST602@1:5 strict=ST602@1:5
