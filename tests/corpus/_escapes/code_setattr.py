# stopped-by: guard
def f():
    return 1
def g():
    return 2
setattr(f, '__co' + 'de__', g)
print('ESCAPED')
