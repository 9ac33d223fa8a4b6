X = f"{1:>{10 ** 10}}"
# evasion: layer=S default=ST605@1:7 strict=ST605@1:7
