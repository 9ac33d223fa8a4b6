X = getattr(getattr((), "__class__"), "__base__")
# evasion: layer=S default=ST302@1:39,ST309@1:39 strict=ST302@1:25,ST302@1:39,ST309@1:39
