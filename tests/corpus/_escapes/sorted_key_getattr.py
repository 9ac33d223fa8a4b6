# stopped-by: guard
names = ['__globals' + '__']
f = lambda: 0
sorted([f], key=lambda o: print('ESCAPED', getattr(o, names[0])))
