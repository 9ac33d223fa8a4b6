import typing
class X(typing.TypedDict):
    a: "print(1)"
# evasion: layer=S default=ST404@3:8 strict=ST404@3:8
