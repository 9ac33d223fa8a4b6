# sets: default, education
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n + 1
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if isinstance(i, slice): return [self[j] for j in range(*i.indices(len(self)))]
        if i < 0: i += 3
        if not 0 <= i < 3: raise IndexError(i)
        return i * 10
    def __contains__(self, x): return x == "magic"
    def __reversed__(self): return iter("rev")
print(list(Countdown(3)), sum(Countdown(4)), max(Countdown(2)), *Countdown(2))
s = Seq()
print(list(s), s[-1], s[1:], s[::-1], "magic" in s, 10 in s, list(reversed(s)), [*s, *s])
a, *b = Countdown(4); (c, d), e = s[:2], s[2]; print(a, b, c, d, e)
it = iter([1, 2, 3]); print(next(it), list(zip(it, it)), next(it, "done"))
def reader(data=iter([b"ab", b"c", b""])): return next(data)
print([chunk for chunk in iter(reader, b"")])
for i, (x, y) in enumerate(zip("ab", [1, 2]), start=1): print(i, x, y, end="; ")
print()
g = (x * x for x in range(3)); print(next(g), list(g), any(g), all([]))
try: next(iter([]))
except StopIteration as e: print("stop", e.value)
def gen():
    try:
        r = yield 1
        print("r", r)
        yield 2
    except GeneratorExit:
        print("closing"); raise
    except ValueError as e:
        yield f"caught {e}"
    finally: print("fin")
x = gen(); next(x); x.send("hi"); x.close()
x = gen(); next(x); print(x.throw(ValueError("v"))); print(list(x))
nested = {"a": [1, {"b": (2, 3)}], "c": 4}
def walk(o, path=()):
    if isinstance(o, dict):
        for k, v in o.items(): yield from walk(v, path + (k,))
    elif isinstance(o, (list, tuple)):
        for i, v in enumerate(o): yield from walk(v, (*path, i))
    else: yield path, o
print(dict(walk(nested)))
print({k: v for k, v in sorted({"b": 1, "a": 2}.items())}, {len(w) for w in "a bb cc".split()}, [[i * j for j in range(1, 3)] for i in range(1, 3)], [x for x in range(20) if x % 2 if x % 3])
