# stopped-by: guard
from enum import Enum, nonmember
G = Enum('G', {'split': nonmember(lambda self, kind: 'forged'), 'A': ('m', [ValueError()])}, type=ExceptionGroup)
print('ESCAPED' if G.A.split(ValueError) == 'forged' else '')
