X = (lambda f=(lambda: 0).__code__: f)()
# evasion: layer=S default=ST301@1:27 strict=ST301@1:27
