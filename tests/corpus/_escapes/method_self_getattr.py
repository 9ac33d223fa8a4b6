# stopped-by: guard
print('ESCAPED', getattr(len, '__se' + 'lf__'))
