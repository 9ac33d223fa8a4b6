# stopped-by: rule, guard
class A:
    pass
class B:
    secret = 1
a = A()
a.__class__ = B
print('ESCAPED', a.secret)
