# stopped-by: guard
from typing import get_type_hints
def f(a: '__builtins__', b: '__import__'):
    pass
print('ESCAPED' if get_type_hints(f)['a'] else '')
