# rules: default
from collections import *
from collections import abc
d = deque([1,2,3], maxlen=4); d.append(4); d.append(5); d.appendleft(0); d.rotate(1); print(d, d.maxlen, d[0], d.index(3), d.count(2), d.pop(), d.popleft(), list(reversed(d))); d.extendleft('ab'); d.insert(1, 'z') if len(d) < 4 else None; print(d, d.copy() == d); d.clear()
c = Counter('abracadabra'); print(c, c.most_common(2), c['zz'], c + Counter(a=1), c - Counter(a=10, b=1), c & Counter(a=2), c | Counter(z=9), +Counter(a=-1, b=2), -Counter(a=-1), sorted(c.elements())[:3], c.total(), c.subtract('aa'), c['a'], Counter(a=1) <= Counter(a=2))
dd = defaultdict(list, a=[1]); dd['b'].append(2); print(dd, dd.default_factory, 'c' in dd, dd.copy())
class DD(defaultdict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
print(DD()[4])
o = OrderedDict(a=1, b=2, c=3); o.move_to_end('a'); print(o, o.popitem(last=False), list(reversed(o)), o == OrderedDict(c=3, a=1), o == {'a': 1, 'c': 3}, o | {'z': 1})
class LRU(OrderedDict):
    def __init__(self, n): super().__init__(); self.n = n
    def __getitem__(self, k): v = super().__getitem__(k); self.move_to_end(k); return v
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        if len(self) > self.n: del self[next(iter(self))]
l = LRU(2); l['a'] = 1; l['b'] = 2; l['a']; l['c'] = 3; print(list(l), l)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); m['c'] = 4; print(m, m['b'], m.maps, m.new_child({'b': 0})['b'], m.parents, dict(m), len(m))
Pt = namedtuple('Pt', 'x y z', defaults=[0]); p = Pt(1, 2); print(p, p.x, p._asdict(), p._replace(x=9), Pt._fields, p == (1, 2, 0), Pt._field_defaults, Pt.__doc__, Pt.x.__doc__)
class Pt3(namedtuple('Pt3', ['x', 'y'])):
    __slots__ = ()
    @property
    def norm(self): return self.x + self.y
    def __new__(cls, x, y=5): return super().__new__(cls, x, y)
print(Pt3(1).norm, Pt3(1), namedtuple('R', 'a def a', rename=True)._fields)
try: namedtuple('Q', 'class')
except ValueError as e: print(e)
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(str(k), v)
u = U({1: 2}); u[3] = 4; print(u, u.data, '3' in u, u | {5: 6}, dict(u.items()))
class UL(UserList):
    def total(self): return sum(self)
ul = UL([1, 2]); ul += [3]; print(ul, ul.total(), ul[1:], ul * 2, sorted(ul, reverse=True))
class US(UserString): pass
print(US('abc').upper(), US('a') + 'b', US('{}').format(3), US('x') == 'x', len(US('abc')))
class MySeq(abc.Sequence):
    def __init__(s, n): s.n = n
    def __len__(s): return s.n
    def __getitem__(s, i):
        if i >= s.n: raise IndexError
        return i * i
q = MySeq(4); print(list(q), 4 in q, q.index(9), q.count(1), list(reversed(q)), isinstance(q, abc.Iterable))
class MySet(abc.MutableSet):
    def __init__(s, it=()): s.d = list(dict.fromkeys(it))
    def __contains__(s, x): return x in s.d
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
    def add(s, x): s.d.append(x) if x not in s.d else None
    def discard(s, x): s.d.remove(x) if x in s.d else None
    def __repr__(s): return f'MySet({s.d})'
print(MySet([1,2]) | MySet([3]), MySet([1,2]) & [2], MySet([1,2]) ^ MySet([2,3]), MySet([1]) <= MySet([1,2]), MySet([1,2]) - MySet([1]))
class MyMap(abc.MutableMapping):
    def __init__(s): s.d = {}
    def __getitem__(s, k): return s.d[k]
    def __setitem__(s, k, v): s.d[k] = v
    def __delitem__(s, k): del s.d[k]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
mm = MyMap(); mm.update(a=1, b=2); print(mm.pop('a'), mm.setdefault('z', 3), list(mm.items()), mm.get('q', 0), mm == {'b': 2, 'z': 3}, list(mm.keys()), mm.popitem())
