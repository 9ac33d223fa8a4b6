# stopped-by: rule, guard
print('ESCAPED', type(()).mro()[1].__subclasses__())
