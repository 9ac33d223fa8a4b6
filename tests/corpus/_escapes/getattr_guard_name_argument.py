# stopped-by: guard
def f(_getattr_, /, x):
    return x.__class__
print('ESCAPED', f(lambda o, n: o, 1))
