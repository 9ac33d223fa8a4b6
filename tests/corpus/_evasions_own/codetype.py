import types
X = types.CodeType
# evasion: layer=S default=ST101@2:5 strict=ST201@1:8,ST101@2:5
