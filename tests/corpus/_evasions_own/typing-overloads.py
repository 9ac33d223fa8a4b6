import typing
X = typing.get_overloads
# evasion: layer=S default=ST205@2:12 strict=ST205@2:12
