# stopped-by: guard
import types
print('ESCAPED', types.FunctionType((lambda: 1).__code__, {}))
