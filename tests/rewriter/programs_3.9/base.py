# What every supported CPython has.
import contextlib
import functools
from collections import OrderedDict as Ordered


def order(n, value=None):
    print("order", n)
    return value


class Thing:
    __slots__ = ("items", "_own", "__hidden")

    def __init__(self, items):
        self.items, self._own, self.__hidden = items, [0] * 3, {}

    def __getitem__(self, key):
        print("get", key)
        return self.items[key]

    def __setitem__(self, key, value):
        print("set", key, value)
        self.items[key] = value

    def hide(self, key):
        self.__hidden[key] = 1
        self.__hidden[key] += 2
        self._own[0] **= 2
        self._own[1:] = [4]
        return self.__hidden, self._own


thing = Thing([1, 2, 3, 4])
order(1, thing)[order(2, 0)] += order(3, 5)
order(1, thing).items[order(2, 1)] *= order(3, 2)
(a, (b, *c)), d = e = order(4, ((1, "xyz"), 2))
for thing[0], (*head, tail) in [(1, "ab"), (2, [3])]:
    print(thing.items, head, tail)
print(a, b, c, d, e, thing.hide("k"))
print(f"{a!r:>{d + 3}}{b}{'%s' % c} {thing.items[0]:03d}", f'{Ordered(a=1)["a"]}')


@functools.lru_cache(maxsize=None)
def fibonacci(n): return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(20), [x * y for x in range(3) if x for y in range(2)], {*c, 1} - {1}, {**{"a": 1}, "b": 2})


def generator():
    try:
        got = yield 1
        print("got", got)
        yield from [2, 3]
    finally:
        print("closed")


print(list(zip(*[[1, 2], [3, 4]])), (lambda *a, k=1, **kw: (a, k, kw))(*c, k=2, **{"z": 3}))


class Base:
    def __init_subclass__(cls, tag=None, **rest):
        print("made", cls.__name__, tag, rest)


class Derived(Base, tag="t", other=1):
    pass


async def coroutine():
    return [x async for x in numbers() if x]


async def numbers():
    for i in range(3):
        yield i


try:
    coroutine().send(None)
except StopIteration as stop:
    print(stop.value)
while (n := d) < 4:
    d += 1
else:
    print("else", n)
with contextlib.suppress(ValueError) as nothing:
    raise ValueError
assert nothing is None, "message"
del thing.items[0], c[:1], d
attempt(lambda: d)
attempt(lambda: 1 << -1)


def deep():
    return (order(7, thing)
            .items
            [99])


attempt(deep)
