X = getattr((), "".join(["__", "base", "__"]))
# evasion: layer=S default=ST302@1:17 strict=ST302@1:17
