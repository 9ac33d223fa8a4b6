X = [].__reduce_ex__(4)
# evasion: layer=S default=ST301@1:8 strict=ST301@1:8
