# stopped-by: guard
import copy, textwrap
class A:
    def __reduce_ex__(self, protocol):
        return (lambda: textwrap.dedent, (), {'__wrapped__': print, '__doc__': 'changed'})
try:
    copy.copy(A())
finally:
    print('ESCAPED' if textwrap.dedent.__doc__ == 'changed' else '')
