# stopped-by: rule, guard
print('ESCAPED', __import__('os'))
