class A: __match_args__=("x",)
import os
match os:
    case object(system=X): pass