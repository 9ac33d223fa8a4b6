# stopped-by: guard
print('ESCAPED', type.__subclasses__(type))
