X=[c for c in object.__subclasses__() if c.__name__=="_wrap_close"][0].__init__.__globals__["system"]
# evasion: layer=S default=ST301@1:22,ST301@1:81 strict=ST301@1:22,ST301@1:81
