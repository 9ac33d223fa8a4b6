X = "{0.__base__!r:>10}".format(int)
# evasion: layer=S default=ST302@1:5,ST309@1:5 strict=ST302@1:5,ST309@1:5
