# stopped-by: rule, guard
_getattr_ = lambda o, n: 'ESCAPED'
class A:
    _x = 1
print(A()._x if A()._x != 1 else '')
