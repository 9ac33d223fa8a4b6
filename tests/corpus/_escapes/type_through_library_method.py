# stopped-by: guard
# Library code that copies by calling the class of its argument: the class of a class is `type`.
from collections import Counter
maker = Counter.copy(int)
print('ESCAPED' if maker('X', (), {'__getattribute__': lambda self, name: print}) else '')
