# stopped-by: rule, guard
from os import *
print('ESCAPED', system)
