X = int("9" * 10 ** 7)
# evasion: layer=S* default=- strict=ST603@1:9
