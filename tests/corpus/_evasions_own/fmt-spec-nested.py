X = "{0:{1.__class__.__mro__}}".format(1, 2)
# evasion: layer=S default=ST302@1:5,ST309@1:5 strict=ST302@1:5,ST302@1:5,ST309@1:5
