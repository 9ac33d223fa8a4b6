from math import *
from typing import *
from itertools import *

def area(r: Optional[float]) -> float:
    return pi * (r or 0) ** 2

print(round(area(2), 4), sqrt(16), list(islice(count(5), 3)), floor(e))
