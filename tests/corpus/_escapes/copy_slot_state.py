# stopped-by: guard
import copy, textwrap
class A:
    def __reduce_ex__(self, protocol):
        return (lambda: textwrap.dedent, (), (None, {'__code__': (lambda t: 'x').__code__}))
copy.copy(A())
print('ESCAPED')
