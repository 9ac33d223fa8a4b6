# stopped-by: guard
import fractions
from contextlib import nullcontext
with nullcontext(1) as fractions.Fraction.numerator:
    print('ESCAPED')
