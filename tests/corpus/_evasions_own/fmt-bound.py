f = "{0.__class__.__mro__}".format
X = f(1)
# evasion: layer=S default=ST302@1:5,ST309@1:5 strict=ST302@1:5,ST302@1:5,ST309@1:5,ST307@1:5
