# stopped-by: rule, guard
print('ESCAPED', (lambda: 0).__globals__['__builtins__'])
