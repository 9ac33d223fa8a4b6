X = [].append.__self__
# evasion: layer=S default=ST301@1:15 strict=ST301@1:15
