import os
class M(type(os)): __match_args__=("system",)
import types
match os:
    case types.ModuleType(system=X): pass
# evasion: layer=S default=ST101,ST201 strict=ST101,ST201
