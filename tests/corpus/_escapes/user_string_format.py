# stopped-by: guard
from collections import UserString
print('ESCAPED', UserString('{0.__self__}').format(print))
