X = int.__module__
# evasion: layer=S default=ST301@1:9 strict=ST301@1:9
