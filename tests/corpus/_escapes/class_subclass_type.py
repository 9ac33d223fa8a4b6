# stopped-by: guard
class M(type):
    def __call__(cls, *a):
        return a
class A(metaclass=M):
    pass
print('ESCAPED', M('X', (), {}))
