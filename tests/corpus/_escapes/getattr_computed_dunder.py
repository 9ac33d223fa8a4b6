# stopped-by: guard
name = '__' + 'class' + '__'
base = '__' + 'base' + '__'
print('ESCAPED', getattr(getattr(getattr((), name), base), '__subclasses' + '__')())
