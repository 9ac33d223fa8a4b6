import functools
X = functools.update_wrapper(print, int, ("__globals__",), ())
# evasion: layer=S* default=ST309@2:43 strict=ST101@2:5,ST309@2:43
