# stopped-by: rule, guard
import os
print('ESCAPED', os.system)
