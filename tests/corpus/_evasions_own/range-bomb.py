X = list(range(10 ** 10))
# evasion: layer=S default=ST603@1:5 strict=ST603@1:5
