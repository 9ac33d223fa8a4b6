import math as m
import random

n = m
n.pi = 3  # expect: ST304
m.pi += 1  # expect: ST304
for m.tau in range(3):  # expect: ST304
    pass
m.a, (b, *m.c) = 1, (2, 3)  # expect: ST304, ST304
with print as random.seed:  # expect: ST304
    pass
random.Random.seed = None  # expect: ST304
m.x: int = 1  # expect: ST304
object.__setattr__(m, "pi", 3)  # expect: ST304
object.__delattr__(random, "seed")  # expect: ST304
store = object.__setattr__
store(random.Random, "seed", None)  # expect: ST304
