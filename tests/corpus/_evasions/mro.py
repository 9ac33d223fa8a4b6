X=type(()).mro()[1].__subclasses__()
# evasion: layer=S default=ST301@1:12,ST301@1:21 strict=ST301@1:12,ST301@1:21
