X = (i for i in [1]).gi_code
# evasion: layer=S default=ST301@1:22 strict=ST301@1:22
