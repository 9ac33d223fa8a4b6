X = [0] * 10**11
# evasion: layer=S default=ST603@1:5 strict=ST603@1:5
