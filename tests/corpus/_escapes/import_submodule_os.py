# stopped-by: rule, guard
import os.path as p
print('ESCAPED', p.os)
