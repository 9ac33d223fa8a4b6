import math
import json

math.pi = 3  # expect: ST304
json.loads = print  # expect: ST304
del math.e  # expect: ST304
int.double = 2  # expect: ST304
