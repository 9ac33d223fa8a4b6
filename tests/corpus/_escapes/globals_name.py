# stopped-by: rule, guard
print('ESCAPED', globals())
