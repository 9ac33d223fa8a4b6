# stopped-by: rule, guard
def f():
    pass
print('ESCAPED', f.__builtins__)
