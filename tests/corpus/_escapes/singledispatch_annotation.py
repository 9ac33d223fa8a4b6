# stopped-by: guard
import functools
@functools.singledispatch
def f(x):
    pass
def g(x: "print('ESCAPED', ().__class__.__base__.__subclasses__()) or int"):
    pass
f.register(g)
