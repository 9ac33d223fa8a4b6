import enum
X = enum.Enum("X", "__init__")
# evasion: layer=S* default=- strict=ST104@2:5
