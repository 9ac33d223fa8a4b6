# stopped-by: rule, guard
u = '􏕼getattr'
print('ESCAPED' if callable(u) else '')
