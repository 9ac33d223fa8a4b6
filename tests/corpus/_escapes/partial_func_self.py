# stopped-by: guard
import functools
print('ESCAPED', functools.partial(getattr, print, '__se' + 'lf__')())
