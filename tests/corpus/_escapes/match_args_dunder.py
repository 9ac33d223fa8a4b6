# stopped-by: guard
class A:
    __match_args__ = ('__class__', '__dict__')
match A():
    case A(c, d):
        print('ESCAPED', d)
