# stopped-by: guard
import fractions
setattr(fractions.Fraction, 'evil', 1)
print('ESCAPED')
