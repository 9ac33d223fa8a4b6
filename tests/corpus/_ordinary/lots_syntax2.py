# sets: default, education
x = 3
print(x if x > 2 else -x, not x == 3, x is not None, x in (1, 3), 1 if x else 2 if x else 3, (x, ), [], {}, {1}, {**{"a": 1}, "b": 2}, [*range(2), *"ab"], ... is Ellipsis)
print(1 < 2 < 3 != 4, 5 // 2 * 2 + 5 % 2, -2 ** 2, (-2) ** 2, 2 ** 3 ** 2, True + True, "a" "b", not not x, x and 0 or "z", 0 or [] or None)
def outer():
    def inner(): nonlocal v; v += 1; return v
    v = 0
    inner(); inner()
    return v
print(outer())
try: raise KeyError("k")
except (KeyError, IndexError) as err: print(repr(err), err.args[0])
try:
    err
except NameError as e: print(e)
try:
    def lz(): print(undefined_thing)
    lz()
except NameError as e: print(e.name, e)
try: [1][5]
except IndexError as e: print(e)
try: {}["q"]
except KeyError as e: print(e)
try: "a" + 1
except TypeError as e: print(e)
try: int("4x")
except ValueError as e: print(e)
try: None.foo
except AttributeError as e: print(e, e.name)
try: f()
except NameError as e: print(e)
try: len(5)
except TypeError as e: print(e)
try: (lambda a: 0)()
except TypeError as e: print(e)
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b, *c = [1]
except ValueError as e: print(e)
try: for_ = [1, 2]; for_.remove(9)
except ValueError as e: print(e)
try: 1 < "a"
except TypeError as e: print(e)
try: object().x = 1
except AttributeError as e: print(e)
try: print("a".nope)
except AttributeError as e: print(e)
def show(*args, sep=" ", end="\n", **kw): print(*args, sep=sep, end=end, **kw)
show(1, 2, sep="-"); show("x", end="!\n"); print(end=""); print(1, 2, sep=", ", flush=True)
print(sorted([3, 1, 2], reverse=True), sorted("bA", key=str.lower), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "a"])), sum([[1], [2]], []), max("a", "bb", key=len), abs(-3), pow(2, 5, 7), bin(5), oct(8), hex(255), all(x > 0 for x in [1]), list(range(10, 0, -3)), callable(print), id(x) == id(x), type(3) is int, type("").__name__)
assert isinstance(True, int) and not isinstance("", (int, float))
global_list = []
def add(v, l=global_list): l.append(v); return l
print(add(1), add(2), global_list is add(3))
