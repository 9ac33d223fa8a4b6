# stopped-by: guard
text = list(map(str.format, ['{0.__class__.__mro__}'], [1]))[0]
print('ESCAPED' if 'object' in text else '')
