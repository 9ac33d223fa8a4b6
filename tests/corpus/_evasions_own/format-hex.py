X = "\x7b0.__base__\x7d".format(1)
# evasion: layer=S default=ST302@1:5,ST309@1:5 strict=ST302@1:5,ST309@1:5
