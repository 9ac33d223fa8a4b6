import types
X=types.FunctionType
# evasion: layer=S default=ST101 strict=ST101,ST201
