# stopped-by: rule, guard
import random
print('ESCAPED', random._os)
