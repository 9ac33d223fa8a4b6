while print():  # expect: ST501
    pass
f = lambda: 1  # expect: ST501
#   ^^^^^^^^^ expect: ST501
try:  # expect: ST501
    x = 1
except:  # expect: ST501
    x = 2
del x  # expect: ST501
match f:  # expect: ST501
    case _:
        pass
from math import *  # expect: ST501
