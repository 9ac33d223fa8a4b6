X = getattr((), "__base__" if 1 else "real")
# evasion: layer=S default=ST309@1:17,ST302@1:17 strict=ST307@1:5,ST309@1:17,ST302@1:17
