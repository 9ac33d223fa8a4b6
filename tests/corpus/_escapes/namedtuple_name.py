# stopped-by: guard
import collections
P = collections.namedtuple('P', ['a', 'b'], module='os')
print('ESCAPED', P.__new__.__globals__)
