# stopped-by: guard
class D:
    def __set_name__(self, owner, name):
        print('ESCAPED', owner.__base__.__subclasses__())
class C:
    d = D()
