import functools
X = functools.partial(eval, "1")()
# evasion: layer=S default=ST101@2:23 strict=ST101@2:23
