# stopped-by: rule, guard
print('ESCAPED', eval('1+1'))
