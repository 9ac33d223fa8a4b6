# stopped-by: guard
from fractions import Fraction
Fraction.numerator.__init__(lambda self: 42)
print('ESCAPED' if Fraction(1, 2).numerator == 42 else '')
