X=type(()).mro()[1].__subclasses__()
# evasion: layer=S default=ST301 strict=ST301
