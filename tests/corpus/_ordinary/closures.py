# sets: default, education, strict, restrictedpython
def make_counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def peek():
        return n
    return inc, peek
i, p = make_counter()
i(); i(5)
print(p())
fs = [lambda x, k=k: x * k for k in range(4)]
print([f(10) for f in fs], (lambda *a, **k: (a, k))(1, z=2))
compose = lambda *f: (lambda x: x) if not f else (lambda x: f[0](compose(*f[1:])(x)))
print(compose(str, abs, int)("-42"))
counter = {}
for ch in "mississippi":
    counter[ch] = counter.get(ch, 0) + 1
print(sorted(counter.items(), key=lambda t: (-t[1], t[0])))
x = 5
x, y = x + 1, x
a = b = []
a.append(1)
print(x, y, b, 1 < x < 10, not x, x if y else None, x ^ y, ~x, -7 // 2, -7 % 3, 7 // -2, 2 ** -1, divmod(-7, 2))
