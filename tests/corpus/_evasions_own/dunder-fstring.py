X = f"{().__class__.__base__.__subclasses__()}"
# evasion: layer=S default=ST301@1:21,ST301@1:30 strict=ST301@1:11,ST301@1:21,ST301@1:30
