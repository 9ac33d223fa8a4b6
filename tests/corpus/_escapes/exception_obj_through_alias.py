# stopped-by: guard
import types, math
try:
    math.nope
except AttributeError as error:
    print('ESCAPED', types.GenericAlias(error, (int,)).obj)
