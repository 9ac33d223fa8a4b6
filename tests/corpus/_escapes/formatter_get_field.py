# stopped-by: guard
import string
print('ESCAPED', string.Formatter().get_field('0.__class__.__base__', ((),), {})[0].__name__)
