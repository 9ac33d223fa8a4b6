# stopped-by: rule, guard
from . import os
print('ESCAPED', os)
