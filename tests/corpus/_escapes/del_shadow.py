# stopped-by: rule, guard
eval = None
del eval
print('ESCAPED', eval('1 + 1'))
