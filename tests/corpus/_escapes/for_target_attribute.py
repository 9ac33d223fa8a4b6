# stopped-by: guard
import math
for math.pi in [3]:
    print('ESCAPED')
