"""Module text."""
import asyncio
import math as maths
from collections import namedtuple as make_tuple, OrderedDict

Point = make_tuple("Point", "x y")
print(__doc__, maths.ceil(1.5), OrderedDict(a=1)["a"])


def documented():
    "Function text."
    global counter
    counter = 1


class Documented:
    """Class text."""
    __slots__ = ("__private", "_single", "value")

    def __init__(self, value):
        self.__private = value
        self._single = value + 1
        self.value = {"k": value}

    def read(self):
        self.__private += 1
        self.value["k"] *= 2
        self._single **= 2
        return self.__private, self._single, self.value["k"]

    def forget(self):
        del self.__private
        try:
            return self.__private
        except AttributeError as error:
            return str(error)


class __Under:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x, [name for name in vars(self)]


documented()
print(documented.__doc__, Documented.__doc__, counter)
print(Documented(3).read(), Documented(3).forget(), __Under().get())


class Base:
    def greet(self):
        return "base"


class Derived(Base):
    def greet(self):
        return super().greet() + " derived" + super()._hidden()

    def late(self):
        return [super(Derived, self).greet() for _ in range(2)]


Base._hidden = lambda self: "!"
print(Derived().greet(), Derived().late())


def loops(n):
    total = 0
    while n > 0:
        n -= 1
        if n == 5:
            continue
        if n == 2:
            break
        total += n
    else:
        total = -1
    for i in range(3):
        if i == 7:
            break
    else:
        total += 100
    while True:
        total += 1
        if total % 7 == 0: break
    return total


print(loops(10), loops(2))


def generate(n):
    sent = yield n
    while sent is not None:
        sent = yield sent * 2
    result = yield from inner()
    yield result


def inner():
    try:
        got = yield "inner"
        return got
    finally:
        print("inner done")


g = generate(1)
print(next(g), g.send(4), g.send(5), g.send(None), g.send("sent"))


async def produce():
    for i in range(3):
        yield i
        await asyncio.sleep(0)


class Manager:
    async def __aenter__(self):
        return 1, 2

    async def __aexit__(self, *info):
        print("left")


async def consume():
    async with Manager() as (a, b):
        print(a, b)
    async for item in produce():
        print(item)
    else:
        print("all")
    print([x async for x in produce() if x], {x: y async for x in produce() for y in [x]})
    return await asyncio.gather(asyncio.sleep(0, 1), asyncio.sleep(0, 2))


print(asyncio.run(consume()))


def match(value):
    match value:
        case 0 | -1 | 1.5 | 2j | -1 + 2j:
            return "number"
        case "text" "joined" | b"bytes":
            return "text"
        case None | True:
            return "singleton"
        case maths.pi:
            return "pi"
        case [1, [2, *inner], *_] if inner:
            return inner
        case (x,) | [x, _]:
            return x
        case {"k": Point(x=0, y=y) as p, **rest}:
            return p, y, rest
        case Point(x, y):
            return x + y
        case str() | int() as z:
            return z
        case {}:
            return "mapping"
    return "nothing"


for value in (0, -1 + 2j, "textjoined", b"bytes", None, maths.pi, [1, [2, 3], 4], (9,), [7, 8],
              {"k": Point(0, 5), "m": 1}, Point(3, 4), "z", {}, {1: 2}, set()):
    print(match(value))

case = type = 3
print(case, type, *[i for i in (1, 2)], sep="|")
print(2 ** 10, 1 << 20, "-" * 10, 3 * "ab", [0] * 3, (1, 2) * 2, "%5.2f|%s" % (2.5, "x"), "a" "b" % ())
n, m = 3, 2
print(n ** m, n ** -m, -n ** m, (-n) ** m, n << m << 1, n * [m], "%d" % n, n ** m ** m, 2 ** -1)
n **= 3; m <<= 2; n %= 5; n //= 1; s = "ab"; s *= 3
print(n, m, s)
big = lambda a, *b, c=1, **d: (a, b, c, d)
print(big(1, 2, 3, c=4, e=5), (lambda: (yield))().__class__.__name__, (lambda x, /, y: x - y)(5, 3))
if (k := 10) > 5 and (j := k * 2): print(k, j)
print([y := 1, y ** 2], {**{"a": 1}, "b": 2}, {1, *[2, 3]}, [*"ab", *(c for c in "cd")])
a, (b, *c), [d] = 1, (2, 3, 4), [5]
print(a, b, c, d)
for i, (j, *k) in enumerate([(1, 2, 3), "abc"]): print(i, j, k)
print([(i, j) for i, (j, *_) in enumerate(["xy"])], sorted({i: j for i, j in [(1, 2)]}.items()))
x: int = 5
y: "list[int]"
(z): int = 6
Documented.attr: int = 7
print(x, z, sorted(__annotations__), Documented.attr)
try:
    try:
        raise ValueError("one") from KeyError("two")
    except (TypeError, ValueError) as error:
        print(repr(error), repr(error.__cause__))
        raise
    else:
        print("never")
    finally:
        print("finally")
except Exception:
    print("outer")
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError as group:
    print(group.exceptions)
except* TypeError:
    print("type")


def closures():
    count = 0

    def up():
        nonlocal count
        count += 1
        return count
    return up() + up()


print(closures())
width, text = 12, "t"
print(f"{text:>{width}}|{text!r:*^9}|{width:05d}|{width=}|{text + 'q'!s}|{{}}|{ {1: 2}[1]}|{(lambda: 3)()}")
print(f"{'nested ' f'{text}'}" 'tail' f"{text!a}", f"{3.14159:.2f}", rf"\{text}\d", f"{'a' if width else 'b'}", f"")
print(f"""{
    text
}
{width:
}""" if False else f"{width:{'>' + str(5)}}")
print("\N{BULLET}\x41\u00e9\ud800".encode("utf-8", "surrogatepass"), b"\x00\xff'\"", '\'"', "tab\there")
assert text == "t", "message"
del a, (b, c), [d]
print("a" in globals(), 0x1F, 1_000, 0o17, 0b11, 1e3, 1E-3, 5J, .5, 1., ...)
print(1 .real, (1).imag, 1.5.is_integer(), -1 .real, (-1).real, not (1 < 2 < 3) is False, 1 - (2 - 3), (1, )[0])
print([i for i in range(3) if i if i > 1], [(i, j) for i in range(2) for j in range(i)])
print((yield_ := [*map(lambda v: v + 1, (1, 2))]), *(1, 2), **{"end": "\n"})
