# stopped-by: guard
import fractions
fractions.Fraction.evil = lambda self: 1
print('ESCAPED')
