# stopped-by: guard
import fractions
print('ESCAPED', getattr(fractions.Fraction.numerator.fget, '__glob' + 'als__'))
