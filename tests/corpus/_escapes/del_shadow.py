# stopped-by: rule, guard
eval = None
del eval
print('ESCAPED', eval)
