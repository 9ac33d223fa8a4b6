# stopped-by: guard
import fractions
type(fractions.Fraction(1)).evil = 1
print('ESCAPED')
