# stopped-by: rule, guard
class A:
    def f(self, o, n):
        return super().__getattribute__(n)
print('ESCAPED', A().f(None, '__class__'))
