# stopped-by: guard
import abc
import json
abc.abstractclassmethod(json.dumps)
class Mine(abc.ABC):
    dumps = json.dumps
try:
    Mine()
except TypeError:
    print('ESCAPED')
