# stopped-by: guard
from abc import ABC
kept = []
class D:
    def __set_name__(self, owner, name):
        kept.append(owner)
try:
    class C(ABC):
        __match_args__ = ('gi_frame',)
        d = D()
except TypeError as error:
    print(error)
C = kept[0]
def g():
    yield 1
C.register(type(g()))
match g():
    case C(frame):
        print('ESCAPED', frame)
