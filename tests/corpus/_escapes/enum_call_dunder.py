# stopped-by: guard
from enum import Enum
E = Enum('E', {'__instancecheck__': lambda self, other: True, 'A': 1})
print('ESCAPED' if isinstance(3, E.A) else '')
