# stopped-by: guard
import random
print('ESCAPED', getattr(random, '_o' + 's'))
