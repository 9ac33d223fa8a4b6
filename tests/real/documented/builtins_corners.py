# rules: agent
import sys
def t(name, f):
    try:
        r = f()
        try: print(name, '->', type(r).__name__, repr(r)[:200])
        except Exception as e: print(name, 'repr!', e)
    except BaseException as e:
        print(name, '!!', type(e).__name__, e)
class A:
    x = 1
    def __init__(self): self.y = 2
    @property
    def p(self):
        'doc p'
        return self._p
    @p.setter
    def p(self, v): self._p = v
    @p.deleter
    def p(self): del self._p
    @classmethod
    def c(cls, a=1): return cls, a
    @staticmethod
    def s(a): return a
    def __len__(self): return 3
    def __getitem__(self, i):
        if i > 2: raise IndexError(i)
        return i * 10
class B(A):
    def __init__(self):
        super().__init__()
        super(B, self).__init__()
    @classmethod
    def c(cls): return super().c(5)
a, b = A(), B()
t('type1', lambda: type(a) is A and type(A) is type and type(type) is type)
t('isinstance type', lambda: (isinstance(A, type), isinstance(a, type), issubclass(B, A), issubclass(type, object)))
t('super', lambda: (b.c()[0] is B, b.c()[1]))
t('property', lambda: (A.p.__doc__, A.p.fget is not None, setattr(a, 'p', 5), a.p, delattr(a, 'p'), hasattr(a, 'p')))
t('cm', lambda: (A.c(), a.s(3), A.s(4)))
t('isinst tuple', lambda: isinstance(1, (str, (float, int))))
t('isinst union', lambda: isinstance(1, int | str))
t('isinst bad', lambda: isinstance(1, 5))
t('iter sentinel', lambda: list(iter(iter([1,2,3,4]).__next__, 3)))
t('iter seq', lambda: list(a))
t('iter bad', lambda: iter(5))
t('iter call bad', lambda: iter(5, 5))
t('reversed', lambda: list(reversed(a)))
t('map', lambda: list(map(lambda x, y: x + y, [1,2,3], [4,5])))
t('map none', lambda: map())
t('zip strict', lambda: list(zip([1,2],[1],strict=True)))
t('sorted', lambda: sorted([3,1,2], key=lambda x: -x, reverse=True))
t('sorted bad', lambda: sorted([1,'a']))
t('sorted kw', lambda: sorted([1], foo=1))
t('min', lambda: (min([], default=4), max('abc', key=ord), min(3,1,2)))
t('min e', lambda: min([]))
t('sum', lambda: (sum([1,2], start=5), sum([[1],[2]], [])))
t('sum s', lambda: sum(['a'], ''))
t('print', lambda: print(1, 2, sep='-', end='!\n', flush=True))
t('print sep', lambda: print(1, sep=3))
t('print foo', lambda: print(1, foo=3))
t('print file', lambda: print(1, file=3))
t('print stderr', lambda: print('err', file=sys.stderr))
t('print none', lambda: print('none', file=None, sep=None, end=None))
print()
t('input', lambda: input('prompt> '))
t('input2', lambda: input())
t('hash', lambda: (hash(1), hash(2**61-1), hash(1.5), hash((1,2)) == hash((1,2)), hash(a) == hash(a)))
t('hash l', lambda: hash([]))
t('id', lambda: id(a) == id(a))
t('format', lambda: (format(3.14159, '.2f'), format(10, '#x'), format('a', '>5'), format(None)))
t('format bad', lambda: format(1, 'zz'))
t('format bad2', lambda: format(1, 2))
t('vars', lambda: (vars(a), sorted(k for k in vars(A) if not k.startswith('__'))))
t('dir', lambda: [n for n in dir(a) if not n.startswith('__')])
t('dir0', lambda: dir())
def fl():
    q = 1
    return dir()
t('dirf', fl)
t('NI', lambda: (NotImplemented, a.__eq__(3) if 0 else 1 .__eq__('a')))
t('getattr', lambda: (getattr(a, 'x'), getattr(a, 'zz', 9)))
t('getattr e', lambda: getattr(a, 'zz'))
t('getattr e2', lambda: getattr(a, 5))
t('getattr e3', lambda: getattr(a))
t('hasattr', lambda: hasattr(a, 5))
t('setattr e', lambda: setattr(a, 'x'))
t('delattr', lambda: delattr(a, 'nope'))
t('callable', lambda: (callable(a), callable(A)))
t('pow', lambda: (pow(2, 10, 7), pow(2, -1, 7), pow(exp=3, base=2)))
t('pow e', lambda: pow(2, 3, 0))
t('round', lambda: (round(2.5), round(2.675, 2), round(1234, -2)))
t('divmod', lambda: (divmod(-7, 2), divmod(7.5, 2)))
t('int', lambda: (int('0x1f', 16), int(' 12 '), int('1_000'), int.from_bytes(b'ab', 'big')))
t('int e', lambda: int('a'))
t('bytes', lambda: (bytes(3), bytes([1,2]), bytes('é', 'utf-8')))
t('chr', lambda: chr(-1))
t('ord', lambda: ord('ab'))
t('next', lambda: (next(iter([]), 5)))
t('next e', lambda: next(iter([])))
t('next l', lambda: next([]))
t('enumerate', lambda: list(enumerate('ab', start=1)))
t('filter', lambda: list(filter(None, [0, 1, '', 'a'])))
t('all', lambda: (all([]), any([])))
t('slice', lambda: slice(1, 10, 2).indices(5))
t('memoryview', lambda: bytes(memoryview(b'abc')[1:]))
t('object', lambda: object().__class__)
t('complex', lambda: complex('1+2j'))
t('SystemExit', lambda: (_ for _ in ()).throw(SystemExit(4)))
t('oserr', lambda: (OSError(2, 'no', 'f').filename, OSError(2, 'x').errno, type(OSError(2, 'x'))))
t('warn', lambda: issubclass(DeprecationWarning, Warning))
t('assert', lambda: exec_assert())
def exec_assert():
    assert 1 == 2, 'msg'
t('assert', exec_assert)
t('repr', lambda: repr(A).split('.')[-1])
t('repr f', lambda: (repr(len), repr(print), repr(getattr), repr(input), repr(pow), repr(type)))
t('names', lambda: (print.__name__, getattr.__name__, len.__name__, print.__doc__[:20]))
t('name', lambda: __name__)
t('unbound', lambda: undefined_name)
t('cmp', lambda: 1 < 'a')
t('idx', lambda: [][0])
t('key', lambda: {}['a'])
t('zero', lambda: 1/0)
t('attr', lambda: None.foo)
t('call', lambda: (5)())
t('args', lambda: A.s())
t('unpack', lambda: (lambda a, b: a)(*[1]))
t('concat', lambda: 'a' + 1)
t('debug', lambda: __debug__)
t('ell', lambda: ...)
