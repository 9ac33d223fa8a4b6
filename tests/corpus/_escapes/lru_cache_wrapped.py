# stopped-by: guard
import functools, re
print('ESCAPED', re.compile.__wrapped__ if hasattr(re.compile, '__wrapped__') else getattr(re.compile, '__globals__'))
