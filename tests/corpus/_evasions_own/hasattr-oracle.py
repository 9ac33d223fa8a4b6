X = hasattr((), "__subclasses__")
# evasion: layer=S default=ST302@1:17,ST309@1:17 strict=ST302@1:17,ST309@1:17
