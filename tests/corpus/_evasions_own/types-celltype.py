import types
X = types.CellType
# evasion: layer=S default=ST205@2:11 strict=ST201@1:8
