X = (...).__class__.__base__
# evasion: layer=S default=ST301@1:21 strict=ST301@1:11,ST301@1:21
