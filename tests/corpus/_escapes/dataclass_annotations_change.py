# stopped-by: guard
from dataclasses import dataclass
class D:
    def __get__(self, o, t):
        ann = t.__annotations__
        if 'b' in ann:
            del ann['b']
            ann["x==0 or print('ESCAPED', open) or self.x"] = int
        return 1
try:
    @dataclass(init=False)
    class C:
        a: int = D()
        b: int
        x = 5
    print(C() == C())
except TypeError as error:
    print(error)
