from decimal import Decimal, getcontext, ROUND_HALF_UP, localcontext
from fractions import Fraction
import statistics
import math
import cmath

getcontext().prec = 30
print(Decimal(1) / Decimal(7), Decimal("2.675").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
with localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / 3)
print(Fraction(3, 4) + Fraction("1/6"), Fraction(0.5).limit_denominator(10), float(Fraction(1, 3)))
print(statistics.mean([1, 2, 3, 4]), statistics.median([5, 3, 1]), statistics.stdev([2, 4, 4, 4, 5, 5, 7, 9]))
print(math.gcd(12, 18), math.lcm(4, 6), math.isqrt(50), math.comb(5, 2), math.prod([1, 2, 3]), math.factorial(20))
print(cmath.sqrt(-1), abs(3 + 4j), (1 + 2j).conjugate(), complex("1+1j"), math.isclose(0.1 + 0.2, 0.3))
print(math.inf > 10 ** 400, -math.inf, math.floor(-2.5), math.ceil(2.1), math.trunc(-2.7), math.hypot(3, 4))
print(statistics.mode("aab"), statistics.quantiles([1, 2, 3, 4, 5], n=4))
