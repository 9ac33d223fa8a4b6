# stopped-by: rule, guard
class C(metaclass=lambda n, b, d: print('ESCAPED', d)):
    pass
