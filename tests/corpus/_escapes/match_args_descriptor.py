# stopped-by: guard
class D:
    def __get__(self, o, t):
        return ('__dict__',)
class A:
    __match_args__ = D()
match A():
    case A(d):
        print('ESCAPED', d)
