class A: __match_args__=("x",)
import os
match os:
    case object(system=X): pass
# evasion: layer=S default=ST201@2:8 strict=ST201@2:8,ST206@3:7
