# stopped-by: guard
import types
class Alias(types.GenericAlias):
    pass
try:
    [].missing
except AttributeError as error:
    print('ESCAPED', Alias(error, ()).obj)
