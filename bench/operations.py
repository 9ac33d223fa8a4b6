"""One row an operation: (name, what is set up once, what is repeated). `bench/run --only operations`
times each plain, proven and all, less an empty loop."""

OPERATIONS = [
    ("attribute load", "o = P()", "o.x"),
    ("attribute store", "o = P()", "o.x = i"),
    ("attribute store, three of one object", "o = P()", "o.x = i; o.y = i; o.z = i"),
    ("attribute delete", "o = P()", "o.t = i; del o.t"),
    ("augmented attribute", "o = P()", "o.x += 1"),
    ("private attribute load", "o = P()", "o._p"),
    ("private attribute store", "o = P()", "o._p = i"),
    ("augmented private attribute", "o = P()", "o._p += 1"),
    ("method call", "o = P()", "o.get()"),
    ("private method call", "o = P()", "o._get()"),
    ("property", "o = P()", "o.prop"),
    ("class attribute", "", "P.k"),
    ("slots load and store", "o = S(1)", "o.a = o.a"),
    ("super().method()", "o = Q()", "o.up()"),
    ("item load, list", "l = [1, 2, 3]", "l[1]"),
    ("item load, dict", "d = {'a': 1}", "d['a']"),
    ("item load, str", "s = 'abc'", "s[1]"),
    ("item load, nested list", "m = [[1, 2], [3, 4]]", "m[1][0]"),
    ("item store, list", "l = [1, 2, 3]", "l[1] = i"),
    ("item store, dict", "d = {}", "d['a'] = i"),
    ("augmented item, list", "l = [1, 2, 3]", "l[1] += 1"),
    ("augmented item, dict", "d = {'a': 1}", "d['a'] += 1"),
    ("slice", "l = [1, 2, 3, 4]", "l[1:3]"),
    ("augmented name", "n = 0", "n += i"),
    ("list method", "l = []", "l.append(i); l.pop()"),
    ("str method", "s = 'a b'", "s.split()"),
    ("dict.get", "d = {'a': 1}", "d.get('a', 0)"),
    ("module function", "", "math.floor(2.5)"),
    ("multiply", "a = 3.5", "a * a"),
    ("modulo", "a = 7", "i % a"),
    ("power, square", "a = 3", "a ** 2"),
    ("power, float", "a = 3.5", "a ** 1.5"),
    ("left shift", "a = 3", "a << 4"),
    ("bits", "a = 5", "(i & a) ^ (i >> 2) | 1"),
    ("percent format", "a = 5", "'%d' % a"),
    ("f-string", "a = 5", "f'{a}-{a}'"),
    ("f-string, width", "a = 5", "f'{a:>5}'"),
    ("str.format", "a = 5", "'{}-{}'.format(a, a)"),
    ("str.join", "l = ['a', 'b']", "','.join(l)"),
    ("for, range", "", "for j in range(20): pass"),
    ("for, list", "l = [1] * 20", "for j in l: pass"),
    ("for, tuple", "l = (1,) * 20", "for j in l: pass"),
    ("for, str", "s = 'a' * 20", "for j in s: pass"),
    ("for, dict items", "d = dict.fromkeys(range(20), 1)", "for j, k in d.items(): pass"),
    ("for, set", "d = set(range(20))", "for j in d: pass"),
    ("for, enumerate", "l = [1] * 20", "for j, k in enumerate(l): pass"),
    ("for, zip", "l = [1] * 20", "for j, k in zip(l, l): pass"),
    ("for, generator", "", "for j in generate(20): pass"),
    ("while", "", "j = 20\n@while j: j -= 1"),
    ("list comprehension", "", "[j for j in range(20)]"),
    ("dict comprehension", "", "{j: j for j in range(20)}"),
    ("generator expression", "", "sum(j for j in range(20))"),
    ("unpack two", "t = (1, 2)", "a, b = t"),
    ("unpack, swap", "a, b = 1, 2", "a, b = b, a"),
    ("unpack, starred", "t = (1, 2, 3)", "a, *b = t"),
    ("star call", "t = (1, 2)", "f2(*t)"),
    ("star star call", "t = {'a': 1, 'b': 2}", "f2(**t)"),
    ("star display", "t = (1, 2)", "[*t, 3]"),
    ("call", "", "f1(i)"),
    ("call, nothing", "", "f0()"),
    ("lambda", "g = lambda x: x", "g(i)"),
    ("recursion", "", "fib(7)"),
    ("recursion, memo dict", "", "memo(12, {})"),
    ("class call", "", "P()"),
    ("class call, init of three", "", "V(1, 2, 3)"),
    ("operator method", "a = V(1, 2, 3)", "a + a"),
    ("getattr, constant", "o = P()", "getattr(o, 'x')"),
    ("getattr, made name", "o = P(); p = 'op_'", "getattr(o, p + 'a')()"),
    ("getattr, default", "o = P()", "getattr(o, 'nope', 1)"),
    ("hasattr", "o = P()", "hasattr(o, 'x')"),
    ("setattr", "o = P()", "setattr(o, 'x', i)"),
    ("isinstance", "o = P()", "isinstance(o, P)"),
    ("type", "o = P()", "type(o)"),
    ("type is", "o = P()", "type(o) is P"),
    ("with", "o = P()", "with o: pass"),
    ("try", "", "try: pass\n@except ValueError: pass"),
    ("raise and catch", "", "try: raise ValueError\n@except ValueError: pass"),
    ("decorated call", "", "wrapped(i)"),
    ("class creation", "", "class K: pass"),
    ("closure", "g = counter()", "g()"),
    ("sort with key", "l = [3, 1, 2] * 4", "sorted(l, key=lambda x: -x)"),
    ("map lambda", "l = [3, 1, 2] * 4", "list(map(lambda x: -x, l))"),
    ("dict of lists", "d = {}", "d.setdefault(1, []).append(i) if i % 9 else d.clear()"),
    ("matrix cell", "m = [[1] * 4 for _ in range(4)]", "m[1][2] = m[2][1] * m[3][3] + 1"),
    ("deque", "q = deque([1])", "q.append(i); q.popleft()"),
    ("heap", "q = [1, 2, 3]", "heapq.heappush(q, i); heapq.heappop(q)"),
    ("match", "t = ('a', 1)", "match t:\n@  case ('a', n): pass\n@  case _: pass"),
    ("print to nothing", "", "str(i)"),
]

PROGRAM = '''
import heapq, math
from collections import deque
class P:
    k = 1
    def __init__(self): self.x = 1; self._p = 1
    def get(self): return 1
    def _get(self): return 1
    def op_a(self): return 1
    @property
    def prop(self): return 1
    def up(self): return 1
    def __enter__(self): return self
    def __exit__(self, *a): pass
class Q(P):
    def up(self): return super().up()
class S:
    __slots__ = ('a',)
    def __init__(self, a): self.a = a
class V:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z
    def __add__(self, other): return V(self.x + other.x, self.y + other.y, self.z + other.z)
def f0(): pass
def f1(a): return a
def f2(a, b): return a
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def memo(n, known):
    if n < 2: return n
    if n not in known: known[n] = memo(n - 1, known) + memo(n - 2, known)
    return known[n]
def generate(n):
    for i in range(n): yield i
def deco(f):
    def inner(*a): return f(*a)
    return inner
wrapped = deco(f1)
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
'''


def program(setup, body, repeats):
    """Text with `work(n)`: n rounds of `repeats` copies of the operation."""
    indent = "        "
    lines = "\n".join(indent + body.replace("@", indent) for _ in range(repeats)) or indent + "pass"
    return PROGRAM + f"def work(n):\n    {setup or 'pass'}\n    for i in range(n):\n{lines}\n"
