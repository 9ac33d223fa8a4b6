# stopped-by: guard
import functools
class W:
    def __setattr__(self, name, value):
        print('ESCAPED', name, value)
def f():
    pass
functools.update_wrapper(W(), f, assigned=('__globals__', '__code__'), updated=())
