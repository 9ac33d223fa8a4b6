import math as _mul_  # expect: ST103
from math import pow as _pow_  # expect: ST103

for _getiter_ in "ab":  # expect: ST103
    pass
with print as _apply_:  # expect: ST103
    pass
try:
    pass
except ValueError as _format_:  # expect: ST103
    pass
(_budget_ := 1)  # expect: ST103
[0 for _slice_ in "a"]  # expect: ST103
del _budget_  # expect: ST103
match 1:
    case _join_:  # expect: ST103
        pass
f = lambda _mod_: 1  # expect: ST103


def g(*_unpack_sequence_, **_inplacevar_):  # expect: ST103, ST103
    global _lshift_  # expect: ST103


print(sep=" ", _write_=1)  # expect: ST103


class _getaiter_:  # expect: ST103
    _iter_unpack_sequence_ = 1  # expect: ST103


x = _ｗrite_  # expect: ST103, ST701
