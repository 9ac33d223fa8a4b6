import typing
X = typing.NamedTuple("X", [("a", "print(1)")])
# evasion: layer=S* default=- strict=ST101@2:5
