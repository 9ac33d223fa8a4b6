# stopped-by: rule, guard
print('ESCAPED' if 'class' in '{0.__class__}'.format(1) else '')
