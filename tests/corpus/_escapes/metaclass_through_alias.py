# stopped-by: guard
import typing
kept = []
class D:
    def __set_name__(self, owner, name):
        kept.append(owner)
try:
    class M(typing.Type[int]):
        d = D()
except TypeError as error:
    print(error)
X = kept[0]('X', (), {'__getattribute__': lambda self, name: 'forged'})
print('ESCAPED' if X().anything == 'forged' else '')
