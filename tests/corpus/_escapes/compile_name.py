# stopped-by: rule, guard
print('ESCAPED', compile('1', 'x', 'eval'))
