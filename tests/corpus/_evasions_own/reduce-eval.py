import functools
X = functools.reduce(lambda a, b: b, [1, eval])
# evasion: layer=S default=ST101@2:42 strict=ST101@2:5,ST101@2:42
