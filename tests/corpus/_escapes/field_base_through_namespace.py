# stopped-by: guard
from types import SimpleNamespace
from dataclasses import field
class F(SimpleNamespace(**{'__mro_entries__': lambda bases: (type(field()),)})):
    pass
print('ESCAPED', F)
