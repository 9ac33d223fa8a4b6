# rules: default
from decimal import *
from fractions import Fraction
import math, cmath, statistics, random, numbers
getcontext().prec = 6
print(Decimal(1) / Decimal(7), Decimal('0.1') + Decimal('0.2'), Decimal('1.10').normalize(), Decimal('2.675').quantize(Decimal('0.01'), rounding=ROUND_HALF_UP), Decimal('NaN'), Decimal('-Infinity'), Decimal(5).sqrt(), Decimal('1e3').to_eng_string(), Decimal('123.456').as_tuple(), Decimal(3.5), Decimal('1').compare(Decimal(2)))
with localcontext() as ctx:
    ctx.prec = 30; ctx.rounding = ROUND_DOWN
    print(Decimal(2) ** Decimal('0.5'), ctx)
print(getcontext().prec, getcontext().flags[Inexact])
try: Decimal(1) / 0
except DivisionByZero as e: print(type(e).__name__, e)
try: Decimal('abc')
except InvalidOperation as e: print(e)
c = Context(prec=3, traps=[]); print(c.divide(1, 3), c.create_decimal('3.14159'), c.divide(1, 0), c.flags[DivisionByZero])
setcontext(ExtendedContext); print(Decimal(1)/0, f'{Decimal("1234.5"):,.2f}', round(Decimal('2.5')), int(Decimal('3.9')), hash(Decimal(1)) == hash(1), Decimal('1.0') == 1.0)
class Money(Decimal):
    def __new__(cls, v): return super().__new__(cls, v)
    def __str__(self): return '$' + super().__str__()
print(Money('1.5'), Money('1') + 1)
f = Fraction(3, 4); print(f, f + 1, f ** 2, Fraction('0.125'), Fraction(1.5), f.limit_denominator(2), math.floor(f), round(Fraction(7, 2)), Fraction.from_float(0.5), f.numerator, isinstance(f, numbers.Rational), divmod(Fraction(7,2), 1), f'{float(f):.2f}', Fraction(Decimal('1.1')), hash(Fraction(1,2)) == hash(0.5), -f, abs(-f), f > 0.5, Fraction(1, 3).as_integer_ratio())
print(statistics.mean([1,2,3,4]), statistics.median([1,3,2]), statistics.stdev([1,2,3]), statistics.mode('aab'), statistics.quantiles([1,2,3,4,5]), statistics.fmean([1,2]), statistics.NormalDist(0, 1).cdf(0), statistics.correlation([1,2,3],[1,2,3]), statistics.linear_regression([1,2,3],[2,4,6]), statistics.multimode('aabb'), statistics.harmonic_mean([1, 2]), statistics.NormalDist(1,2) + 3, statistics.variance([Fraction(1,2), Fraction(3,2)]), statistics.mean([Decimal('0.5'), Decimal('1.5')]))
try: statistics.mean([])
except statistics.StatisticsError as e: print(e)
random.seed(42); print(random.random(), random.randint(1, 10), random.choice('abc'), random.sample(range(10), 3), random.shuffle(x := [1,2,3]), x, random.gauss(0, 1), random.choices('ab', weights=[1, 3], k=4), random.uniform(1, 2), random.randrange(0, 10, 2), random.getrandbits(8), random.betavariate(1, 2), random.randbytes(3))
r = random.Random(7); st = r.getstate(); a = r.random(); r.setstate(st); print(a == r.random(), r.triangular(), r.expovariate(1))
class MyR(random.Random):
    def random(self): return 0.25
print(MyR().choice([1,2,3,4]), MyR().uniform(0, 4))
print(math.gcd(12, 18), math.lcm(4, 6), math.comb(5, 2), math.perm(5, 2), math.isclose(0.1+0.2, 0.3), math.prod([1,2,3]), math.factorial(20), math.hypot(3, 4), math.dist([0,0],[3,4]), math.log(8, 2), math.isqrt(17), math.fsum([.1]*10), math.copysign(1, -0.0), math.modf(1.5), math.frexp(8), math.ulp(1.0), math.inf, math.nan, math.tau, cmath.sqrt(-1), cmath.polar(1j), cmath.phase(-1))
try: math.sqrt(-1)
except ValueError as e: print(e)
