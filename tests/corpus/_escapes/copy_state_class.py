# stopped-by: guard
import copy
class A:
    def __reduce_ex__(self, protocol):
        return (A, (), {'__class__': int, '__dict__': {}})
print('ESCAPED' if type(copy.copy(A())) is A else '')
