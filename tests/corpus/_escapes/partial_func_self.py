# stopped-by: guard
import functools
p = functools.partial(getattr, (), '__class' + '__')
print('ESCAPED', p() if p() is not tuple else '')
print('ESCAPED', functools.partial(getattr, print, '__se' + 'lf__')())
