# stopped-by: rule, guard
print('ESCAPED', open('/etc/passwd').read())
