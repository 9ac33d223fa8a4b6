X = print(*().__class__.__base__.__subclasses__())
# evasion: layer=S default=ST301@1:25,ST301@1:34 strict=ST301@1:15,ST301@1:25,ST301@1:34
