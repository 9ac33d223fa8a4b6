X = str.join.__objclass__
# evasion: layer=S default=ST301@1:14 strict=ST301@1:14
