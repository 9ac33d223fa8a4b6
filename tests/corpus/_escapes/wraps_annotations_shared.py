# stopped-by: guard
import functools, html
from fractions import Fraction
import typing
def f(): pass
functools.update_wrapper(f, typing.cast)
f.__annotations__['forged'] = 1
print('ESCAPED' if 'forged' in typing.cast.__annotations__ else '')
