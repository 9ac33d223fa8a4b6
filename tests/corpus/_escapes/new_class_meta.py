# stopped-by: guard
import types
print('ESCAPED', types.new_class('X', (), {'metaclass': lambda n, b, d: print('ESCAPED')}))
