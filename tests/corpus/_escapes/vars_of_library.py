# stopped-by: guard
import random
print('ESCAPED', vars(random))
