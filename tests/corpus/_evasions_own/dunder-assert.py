assert 1, print.__self__
X = 1
# evasion: layer=S default=ST301@1:17 strict=ST301@1:17
