# stopped-by: guard
u = '_' * 2
text = ('{a.' + u + 'class' + u + '.' + u + 'mro' + u + '}').format_map({'a': 1})
print('ESCAPED' if 'object' in text else '')
