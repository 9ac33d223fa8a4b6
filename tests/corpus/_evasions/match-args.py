import os
class M(type(os)): __match_args__=("system",)
import types
match os:
    case types.ModuleType(system=X): pass