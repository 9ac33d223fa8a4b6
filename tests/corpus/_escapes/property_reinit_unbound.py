# stopped-by: guard
from fractions import Fraction
property.__init__(Fraction.numerator, lambda self: 42)
print('ESCAPED' if Fraction(1, 2).numerator == 42 else '')
