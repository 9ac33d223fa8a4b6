# stopped-by: rule, guard
print('ESCAPED', __builtins__)
