# stopped-by: guard
import abc
X = abc.ABCMeta('X', (), {'__getattr__': lambda s, n: n})
print('ESCAPED', X().y)
