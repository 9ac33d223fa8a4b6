# stopped-by: guard
class A:
    def __init_subclass__(cls, **k):
        print('ESCAPED', cls.__mro__[-1].__subclasses__())
class B(A):
    pass
