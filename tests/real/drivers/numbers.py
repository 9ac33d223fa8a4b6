print([isinstance(v, t) for v in (1, 1.5, 2j, True, "x") for t in (Number, Complex, Real, Rational, Integral)])


class Half(Rational):
    def __init__(self, n):
        self.n = n

    numerator = property(lambda self: self.n)
    denominator = property(lambda self: 2)

    def __abs__(self):
        return Half(abs(self.n))

    def __add__(self, other):
        return Half(self.n + other.n)

    def __mul__(self, other):
        return self.n * other.n / 4

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __hash__(self):
        return self.n

    __ceil__ = __floor__ = __pos__ = __round__ = __trunc__ = lambda self, *a: self.n // 2
    __floordiv__ = __le__ = __mod__ = __neg__ = __pow__ = __radd__ = __rfloordiv__ = __rmod__ = None
    __rmul__ = __rpow__ = __rtruediv__ = __truediv__ = None


h = Half(7)
print(float(h), (h + Half(2)).n, h.numerator, h.real, int(h), complex(Half(3).numerator), h < Half(9))
try:
    Integral()
except TypeError as e:
    print(str(e)[:45])
