X = getattr((), (n := "__base__"))
# evasion: layer=S default=ST302@1:18,ST309@1:23 strict=ST302@1:18,ST309@1:23
