p = print
X = p.__self__
# evasion: layer=S default=ST301@2:7 strict=ST301@2:7
