# stopped-by: guard
import string
text = string.Formatter().vformat('{0.__class__.__mro__}', (1,), {})
print('ESCAPED' if 'object' in text else '')
