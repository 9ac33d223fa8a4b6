# stopped-by: guard
import copy, textwrap
class A:
    def __reduce_ex__(self, protocol):
        return (lambda: textwrap.dedent, (), (None, {'changed': 1}))
try:
    copy.copy(A())
finally:
    print('ESCAPED' if hasattr(textwrap.dedent, 'changed') else '')
