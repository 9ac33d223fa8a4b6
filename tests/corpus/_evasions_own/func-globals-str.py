X = "{0.__globals__}".format(lambda: 0)
# evasion: layer=S default=ST302@1:5,ST309@1:5 strict=ST302@1:5,ST309@1:5
