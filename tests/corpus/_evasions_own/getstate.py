X = object().__getstate__()
# evasion: layer=S default=ST301@1:14 strict=ST301@1:14
