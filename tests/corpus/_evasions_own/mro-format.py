X = "{0.mro}".format(int)
# evasion: layer=S default=ST302@1:5 strict=ST302@1:5
