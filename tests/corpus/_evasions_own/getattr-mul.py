X = getattr((), "_" * 2 + "base" + "_" * 2)
# evasion: layer=S default=ST302@1:17 strict=ST302@1:17
