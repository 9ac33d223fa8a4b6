import typing
X = typing.NewType("__builtins__", int)
# evasion: layer=S* default=ST309@2:20 strict=ST309@2:20
