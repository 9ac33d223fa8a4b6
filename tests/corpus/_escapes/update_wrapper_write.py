# stopped-by: guard
import functools, textwrap
def mine(text):
    return 'changed'
functools.update_wrapper(textwrap.dedent, mine, assigned=('__code__',), updated=())
print('ESCAPED' if textwrap.dedent('  x') == 'changed' else '')
