# stopped-by: guard
import math
math.pi = 3
print('ESCAPED')
