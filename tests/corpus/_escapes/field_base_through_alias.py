# stopped-by: guard
from types import GenericAlias
from dataclasses import field
class F(GenericAlias(type(field()), (int,))):
    pass
print('ESCAPED', F)
