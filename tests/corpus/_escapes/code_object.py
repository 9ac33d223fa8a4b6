# stopped-by: rule, guard
def f():
    pass
print('ESCAPED', f.__code__.co_consts)
