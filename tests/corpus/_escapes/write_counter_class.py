# stopped-by: guard
from collections import Counter
Counter.update = None
print('ESCAPED')
