# stopped-by: guard
def f():
    yield getattr(getattr(g, 'gi_' + 'frame'), 'f_' + 'back')
g = f()
print('ESCAPED', next(g))
