# Corner cases of the builtins, as CPython has them.

# type one argument
class A: pass
print(type(A()), type(1) is int, type('').__name__, type(None), type(A))

# type in annotations
def f(x: type, y: type = int) -> type: pass
print(isinstance(int, type), issubclass(bool, int), isinstance(3, (str, int)))

# super forms
class A:
    def f(self): return 'A'
class B(A):
    def f(self): return 'B' + super().f() + super(B, self).f()
    @classmethod
    def g(cls): return super().__name__ if False else cls.__name__
print(B().f(), B.g())

# property forms
class A:
    def __init__(self): self.v = 1
    @property
    def x(self):
        'doc'
        return self.v
    @x.setter
    def x(self, value): self.v = value
    @x.deleter
    def x(self): self.v = None
a = A()
a.x = 5
print(a.x)
del a.x
print(a.x, A.x.__doc__)
try:
    class B:
        y = property(lambda s: 1)
    B().y = 2
except AttributeError as e:
    print(type(e))

# classmethod staticmethod
class A:
    n = 2
    @classmethod
    def make(cls, x=1): return cls.n, x
    @staticmethod
    def add(a, b): return a + b
print(A.make(3), A().make(), A.add(1, 2), A().add(3, 4))

# iter with sentinel
values = [1, 2, 3, 0, 4]
print(list(iter(lambda: values.pop(0), 0)), values)
it = iter([1])
print(next(it), next(it, 'end'))
try:
    next(it)
except StopIteration as e:
    print(repr(e))

# map filter zip
print(list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(filter(None, [0, 1, '', 'a'])), list(zip([1], [2, 3])), list(enumerate('ab', 5)), list(reversed([1, 2])))
try:
    list(zip([1], [2, 3], strict=True))
except (ValueError, TypeError) as e:
    print(type(e).__name__ in ('ValueError', 'TypeError'))

# sorted min max
words = ['bb', 'a', 'ccc']
print(sorted(words, key=len, reverse=True), min(words, key=len), max([], default=7), max(1, 5, 2), sum([[1], [2]], []))
for bad in (lambda: max([]), lambda: sorted([1, 'a']), lambda: min(), lambda: sum(['a'])):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(e)

# print forms
print(1, 'a', None, sep='-', end='!\n', flush=True)
print()
print(*[1, 2], sep='')
print('x', sep=None, end=None, file=None)
for options in ({'sep': 1}, {'end': 1}, {'nothing': 1}):
    try:
        print('y', **options)
    except TypeError as e:
        print(type(e).__name__)

# hash id repr
class A:
    def __hash__(self): return 5
    def __eq__(self, o): return True
    def __repr__(self): return '<A>'
print(hash(A()), hash(1) == hash(1.0), id(A) == id(A), [A()], ascii('\xe9'), repr('a'))
try:
    hash([])
except TypeError as e:
    print(e)

# format forms
class A:
    def __format__(self, spec): return '<' + spec + '>'
print(format(A(), 'x'), format(3.14159, '.2f'), format(255, '#x'), f'{A():abc}', '{:>5}|{!r}'.format('a', 'b'), '%05d' % 42)
try:
    format([], 'x')
except TypeError as e:
    print(type(e).__name__)

# numbers
print(pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7), divmod(-7, 2), round(2.5), round(1234, -2), abs(-3), int('0x1f', 16), int(' 12 '), float('inf'), complex('1+2j'), bin(5), oct(8), hex(255), bool([]), 7 // -2, -7 % 3)
try:
    int('x')
except ValueError as e:
    print(e)

# text and bytes
print(chr(97), ord('a'), str(b'a', 'ascii'), bytes([1, 2]), bytearray(b'ab'), memoryview(b'abc')[1], 'a'.encode(), slice(1, 2), range(0, 10, 3)[1], len({1, 2}), all([]), any([]), callable(print))

# vars of own
class A:
    def __init__(self): self.x = 1
print(vars(A()), 'x' in dir(A()), 'upper' in dir(''))

# build class
class M:
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
class D:
    def __set_name__(self, owner, name): self.name = name
class A(M, tag='t'):
    d = D()
    __slots__ = ()
print(A.tag, A.d.name, A.__name__, A.__qualname__)

# not implemented
class A:
    def __eq__(self, o): return NotImplemented
    def __add__(self, o): return NotImplemented
print(A() == 1, NotImplemented, ...)
try:
    A() + 1
except TypeError as e:
    print(e)

# exceptions
class E(ValueError):
    pass
try:
    try:
        raise E('a', 1)
    except E as e:
        raise KeyError('k') from e
except KeyError as e:
    print(repr(e), e.args, str(e))
for kind in (ArithmeticError, LookupError, OSError, UserWarning, RecursionError, StopAsyncIteration, UnicodeDecodeError):
    print(issubclass(kind, Exception))
try:
    assert False, 'no'
except AssertionError as e:
    print(e)

# warnings are classes
print(issubclass(DeprecationWarning, Warning), issubclass(UserWarning, Warning))

# getattr forms
class A:
    x = 1
a = A()
print(getattr(a, 'x'), getattr(a, 'y', 2), hasattr(a, 'x'), hasattr(a, 'y'))
setattr(a, 'y', 3)
print(a.y)
delattr(a, 'y')
for bad in (lambda: getattr(a, 'y'), lambda: getattr(a), lambda: getattr(a, 1), lambda: delattr(a, 'y')):
    try:
        bad()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__)

# main name
if __name__ == '__main__':
    print('script', __debug__)

# exit forms
try:
    exit(3)
except SystemExit as e:
    print(e.code)
try:
    quit()
except SystemExit as e:
    print(e.code)
