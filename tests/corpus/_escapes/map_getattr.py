# stopped-by: guard
print('ESCAPED', list(map(getattr, [()], ['__class' + '__']))[0] is not tuple or list(map(getattr, [type], ['__subclasses' + '__'])))
