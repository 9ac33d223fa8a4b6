# stopped-by: guard
T = type('T', (), {'__getattr__': lambda self, name: name})
print('ESCAPED', T().anything)
