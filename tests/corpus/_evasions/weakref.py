import types
X=types.FunctionType
# evasion: layer=S default=ST101@2:3 strict=ST201@1:8,ST101@2:3
