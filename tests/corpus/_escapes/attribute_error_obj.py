# stopped-by: guard
import random
try:
    random.Random.nope
except AttributeError as e:
    o = e.obj
    print('ESCAPED' if hasattr(o, '__dict__') and '__init__' in getattr(o, '__dict__') else '')
