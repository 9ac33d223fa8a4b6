# stopped-by: rule, guard
class Leak:
    def __radd__(self, other):
        print('ESCAPED', other)
        return other
    def __ror__(self, other):
        print('ESCAPED', other)
        return other
def f():
    pass
f.__dict__ |= Leak()
