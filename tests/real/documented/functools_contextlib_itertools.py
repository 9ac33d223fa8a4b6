# rules: default
import functools, contextlib, io, operator, itertools, collections
from functools import *
@lru_cache(maxsize=2)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(20), fib.cache_info(), fib.cache_parameters(), fib.cache_clear(), fib.cache_info(), fib.__name__)
@cache
def sq(x): return x * x
print(sq(3), sq.cache_info())
p = partial(int, base=2); print(p('101'), p.func, p.args, p.keywords, p)
@total_ordering
class V:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(V(1) <= V(2), V(3) > V(2), V(1) >= V(1))
@singledispatch
def show(x): return 'obj'
@show.register
def _(x: int): return 'int'
@show.register(list)
def _(x): return 'list'
@show.register(float)
@show.register(complex)
def _(x): return 'num'
print(show(3), show([]), show('a'), show(1.5), show.dispatch(bool) is show.registry[int], sorted(k.__name__ for k in show.registry))
class Neg:
    @singledispatchmethod
    def neg(self, x): raise NotImplementedError
    @neg.register
    def _(self, x: int): return -x
    @neg.register
    @classmethod
    def _(cls, x: bool): return not x
print(Neg().neg(3), Neg.neg(True))
class CP:
    n = 0
    @cached_property
    def v(self): CP.n += 1; return 42
    add = partialmethod(lambda self, a, b: a + b, 1)
c = CP(); print(c.v, c.v, CP.n, c.add(2)); del c.v; print(c.v, CP.n)
print(reduce(operator.add, [1,2,3], 10), sorted('bca', key=cmp_to_key(lambda a, b: (a < b) - (a > b))))
def deco(f):
    @wraps(f)
    def w(*a, **k):
        'w doc'
        return f(*a, **k)
    return w
@deco
def named(x): 'the doc'; return x
print(named.__name__, named.__doc__, named(3))
@contextlib.contextmanager
def cm(x):
    print('enter', x)
    try: yield x * 2
    except ValueError as e: print('caught', e)
    finally: print('exit')
with cm(2) as v: print(v)
with cm(3): raise ValueError('boom')
@cm(4)
def inner(): print('in')
inner()
with contextlib.ExitStack() as st:
    st.enter_context(cm(1)); st.callback(print, 'cb', end='!\n'); st.push(lambda t, v, tb: print('push', t) or True)
    raise KeyError('k')
with contextlib.suppress(ZeroDivisionError): 1/0
b = io.StringIO()
with contextlib.redirect_stdout(b): print('hidden')
print(repr(b.getvalue()))
class Cl:
    def close(self): print('closed')
with contextlib.closing(Cl()) as q, contextlib.nullcontext(5) as n: print(n)
s = io.StringIO('a\nb\nc'); print(s.readline(), list(s), s.tell(), s.seek(0), s.read(2), s.closed); s.close()
try: s.read()
except ValueError as e: print(e)
bb = io.BytesIO(b'abc'); print(bb.read(1), bb.getvalue(), bytes(bb.getbuffer()), bb.write(b'Z'), bb.getvalue())
with io.StringIO() as w: print('x', 'y', sep='-', file=w); print(w.getvalue())
print(operator.itemgetter(1, 0)('ab'), operator.attrgetter('real', 'imag')(3j), operator.methodcaller('upper')('a'))
print(list(itertools.accumulate([1,2,3], operator.mul)), list(itertools.pairwise('abc')), list(itertools.groupby('aab'))[0][0], [''.join(g) for k, g in itertools.groupby('aabbb')], list(itertools.zip_longest('a', 'bc', fillvalue='-')), list(itertools.product('ab', repeat=2))[:2], list(itertools.starmap(pow, [(2,3)])), list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.combinations_with_replacement('ab', 2)), list(itertools.compress('abc', [1,0,1])))
