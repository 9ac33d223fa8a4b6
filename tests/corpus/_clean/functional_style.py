from functools import partial, reduce, lru_cache, cmp_to_key
from operator import add, mul, attrgetter, itemgetter, methodcaller

compose = lambda *fs: reduce(lambda f, g: lambda x: f(g(x)), fs)
inc = partial(add, 1)
print(compose(str, inc, abs)(-41), reduce(mul, range(1, 6)))
words = ["banana", "kiwi", "apple"]
print(sorted(words, key=len), sorted(words, key=methodcaller("count", "a"), reverse=True))
print(list(map(itemgetter(0, -1), words)), list(filter(None, [0, 1, "", "a"])))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
print(max(words, key=lambda w: (len(w), w)), min(map(len, words)), any(w.isupper() for w in words))


class P:
    def __init__(self, x, y):
        self.x, self.y = x, y


print(sorted(map(attrgetter("y", "x"), [P(1, 2), P(3, 0)])))


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info().hits > 0)
counter = {"n": 0}


def counted(f):
    def inner(*args, **kwargs):
        counter["n"] += 1
        return f(*args, **kwargs)
    return inner


square = counted(lambda x: x ** 2)
print([square(i) for i in range(4)], counter)
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
