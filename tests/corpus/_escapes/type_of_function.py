# stopped-by: guard
F = type(lambda: 0)
print('ESCAPED', F(F, {}))
