import math as m
import time
from math import factorial as f

f(1_000_000_000)  # expect: ST608
m.factorial(1 << 40)  # expect: ST608
(g := f)(0xFFFFFFFF)  # expect: ST608
getattr(m, "factorial")(10**9)  # expect: ST608
time.sleep(1e9)  # expect: ST608
max(range(0, 10**13))  # expect: ST608
[m.factorial][0](10 ** 9)  # expect: ST608
