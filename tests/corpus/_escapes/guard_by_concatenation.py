# stopped-by: guard
u = '\U0010F57C' + 'getattr'
print('ESCAPED' if callable(u) else '')
