X = "a"[print.__self__:1]
# evasion: layer=S default=ST301@1:15 strict=ST301@1:15
