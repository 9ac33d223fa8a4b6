from types import *
X = FunctionType
# evasion: layer=S default=ST101@2:5 strict=ST501@1:1,ST201@1:6,ST101@2:5
