X = getattr("{0.__base__}", "format")(int)
# evasion: layer=S default=ST302@1:13,ST309@1:13 strict=ST302@1:13,ST309@1:13
