# Every position that binds or deletes a name.
import math as __math__  # expect: ST102
from math import pi as __pi__  # expect: ST102

for __i__ in range(3):  # expect: ST102
    pass
with print as __f__:  # expect: ST102
    pass
try:
    pass
except ValueError as __e__:  # expect: ST102
    pass
[0 for __x__ in "a"]  # expect: ST102
(__y__ := 1)  # expect: ST102
__z__: int = 1  # expect: ST102
__z__ += 1  # expect: ST102
del __z__  # expect: ST102
a, (*__b__, c) = 1, (2, 3)  # expect: ST102
match 1:
    case __m__:  # expect: ST102
        pass
match [1]:
    case [*__rest__]:  # expect: ST102
        pass
match {}:
    case {**__kw__}:  # expect: ST102
        pass
f = lambda __l__: 1  # expect: ST102


class __C__:  # expect: ST102
    pass


def outer():
    __n__ = 1  # expect: ST102

    def inner():
        nonlocal __n__  # expect: ST102


x = __builtins__["eval"]  # expect: ST102
y = _＿builtins__  # expect: ST102, ST701
