import time
from functools import lru_cache

print("x")  # expect: ST104
time.sleep(1)  # expect: ST104


@lru_cache  # expect: ST104
def f(x):
    return x


@lru_cache(maxsize=None)  # expect: ST104
def g(x):
    return x


str.format("{}", 1)  # expect: ST104
