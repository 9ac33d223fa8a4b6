import functools
import math


@functools.total_ordering
class Money:
    __slots__ = ("_cents", "currency")

    def __init__(self, cents, currency="EUR"):
        self._cents = int(cents)
        self.currency = currency

    @property
    def cents(self):
        return self._cents

    @cents.setter
    def cents(self, value):
        if value < 0:
            raise ValueError("negative")
        self._cents = value

    def __eq__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return (self._cents, self.currency) == (other._cents, other.currency)

    def __lt__(self, other):
        return self._cents < other._cents

    def __hash__(self):
        return hash((self._cents, self.currency))

    def __add__(self, other):
        return Money(self._cents + getattr(other, "cents", other), self.currency)

    __radd__ = __add__

    def __iadd__(self, other):
        self._cents += other._cents
        return self

    def __mul__(self, k):
        return Money(self._cents * k, self.currency)

    __rmul__ = __mul__

    def __neg__(self):
        return Money(-self._cents)

    def __abs__(self):
        return Money(abs(self._cents))

    def __bool__(self):
        return self._cents != 0

    def __divmod__(self, k):
        return divmod(self._cents, k)

    def __floor__(self):
        return math.floor(self._cents / 100)

    def __round__(self, n=0):
        return round(self._cents / 100, n)

    def __format__(self, spec):
        return format(self._cents / 100, spec or ".2f") + " " + self.currency

    def __repr__(self):
        return f"{type(self).__name__}({self._cents!r}, {self.currency!r})"

    def __getitem__(self, i):
        return str(self._cents)[i]

    def __len__(self):
        return len(str(self._cents))

    def __contains__(self, c):
        return str(c) in str(self._cents)

    def __call__(self, x):
        return x * self._cents

    def __index__(self):
        return self._cents


a, b = Money(150), Money(250)
a += b
print(a, b, sum([a, b]), a > b, a >= b, sorted([a, b]), f"{a:.1f}", f"{b}", -a, abs(-a))
print(bool(Money(0)), divmod(a, 7), math.floor(a), round(a, 1), a[0], len(a), 4 in a, a(2))
print(["x"] * 3, [10, 20, 30, 40][Money(2)], {a: 1}[Money(400)], repr(3 * b), a != b)
a.cents = 5
print(a.cents)
try:
    a.cents = -1
except ValueError as e:
    print("error:", e)
try:
    a.other = 1
except AttributeError as e:
    print(type(e).__name__)
