# stopped-by: guard
from collections import ChainMap
class Forged:
    maps = [(), {'__getattribute__': lambda self, name: print}]
print('ESCAPED' if ChainMap.new_child(Forged, 'X') else '')
