# stopped-by: guard
import copy
class A:
    def __reduce_ex__(self, protocol):
        return (print, ('ESCAPED',))
copy.copy(A())
