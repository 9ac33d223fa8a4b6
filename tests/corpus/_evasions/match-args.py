import os
class M(type(os)): __match_args__=("system",)
import types
match os:
    case types.ModuleType(system=X): pass
# evasion: layer=S default=ST201@1:8,ST101@5:10 strict=ST201@1:8,ST206@2:14,ST201@3:8,ST206@4:7,ST101@5:10
