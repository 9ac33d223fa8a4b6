import functools
X = functools.partial(getattr, ())("__base__")
# evasion: layer=S* default=ST309@2:36 strict=ST307@2:23,ST309@2:36
