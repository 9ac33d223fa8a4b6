import typing
X = typing.List["print(1)"]
# evasion: layer=S default=ST404@2:17 strict=ST404@2:17
