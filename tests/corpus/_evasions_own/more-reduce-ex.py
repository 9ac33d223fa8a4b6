X = object().__reduce_ex__(4)[0]
# evasion: layer=S default=ST301@1:14 strict=ST301@1:14
