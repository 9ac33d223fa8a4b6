# sets: default, education
import functools
import time
from functools import wraps, partial, lru_cache, cached_property, reduce, singledispatch, total_ordering

def timed(fn):
    @wraps(fn)
    def inner(*args, **kw):
        t = time.perf_counter()
        try:
            return fn(*args, **kw)
        finally:
            inner.calls += 1
            assert time.perf_counter() >= t
    inner.calls = 0
    return inner

def repeat(times=2):
    def deco(fn):
        @functools.wraps(fn)
        def inner(*a):
            return [fn(*a) for _ in range(times)]
        return inner
    return deco

@timed
@repeat(times=3)
def greet(name: str) -> str:
    """Say hello."""
    return "hi " + name

print(greet("bo"), greet.calls, greet.__name__, greet.__doc__)

@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

print(fib(80), fib.cache_info())
fib.cache_clear()

@singledispatch
def show(x):
    return f"obj {x}"

@show.register
def _(x: int):
    return f"int {x}"

@show.register(list)
def _(x):
    return "list " + ",".join(map(show, x))

print(show("s"), show([1, "b", 2.5]), show(True))

@total_ordering
class V:
    def __init__(self, s): self.t = tuple(map(int, s.split(".")))
    def __eq__(self, o): return self.t == o.t
    def __lt__(self, o): return self.t < o.t
    @cached_property
    def major(self):
        print("computed")
        return self.t[0]

v = V("3.11")
print(v > V("3.9"), v >= V("3.11"), max([V("1.0"), v, V("2.7")]).t, v.major, v.major)
print(reduce(lambda a, b: a * b, range(1, 6), 1), partial(pow, 2)(10), list(map(partial(int, base=2), ["101", "11"])))
