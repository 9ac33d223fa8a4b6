# stopped-by: guard
meta = type(int)
print('ESCAPED', meta('X', (), {}))
