# stopped-by: rule, guard
print('ESCAPED' if 'object' in '{0.__class__.__base__}'.format(1) else '')
