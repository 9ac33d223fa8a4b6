X = getattr(int, "mro")()
# evasion: layer=S default=ST302@1:18 strict=ST302@1:18
