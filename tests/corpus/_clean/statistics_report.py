import random
import statistics
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

random.seed(7)
sample = [random.gauss(0, 1) for _ in range(1000)]
print(abs(statistics.mean(sample)) < 0.2, 0.8 < statistics.stdev(sample) < 1.2)
print(sum([Fraction(1, n) for n in range(1, 6)]), Fraction("0.125"))
getcontext().prec = 30
print(Decimal(2).sqrt(), Decimal("2.675").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
print(random.choice([1]), sorted(random.sample(range(3), 3)), statistics.median([3, 1, 2]))
