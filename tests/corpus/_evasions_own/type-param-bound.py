x = [print.__self__ for _ in [0]]
X = x
# evasion: layer=S default=ST301@1:12 strict=ST301@1:12
