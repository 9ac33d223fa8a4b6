X = getattr(object, "__subclasses__")()
# evasion: layer=S default=ST302@1:21,ST309@1:21 strict=ST302@1:21,ST309@1:21
