# stopped-by: rule, guard
print('ESCAPED', print.__self__)
