# stopped-by: rule, guard
found = ().__class__.__base__.__subclasses__()
print('ESCAPED', len(found))
