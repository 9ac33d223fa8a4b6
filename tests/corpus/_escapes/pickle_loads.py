# stopped-by: rule, guard
import pickle
print('ESCAPED', pickle.loads(b'cbuiltins\neval\n.'))
