x = "global"


def outer():
    x = "outer"

    def inner():
        nonlocal x
        x += "!"
        return x
    return inner, lambda: x


f, g = outer()
print(f(), f(), g(), x)
count = 0


def bump():
    global count
    count += 1
    return count


print([bump() for _ in range(3)], count)
fs = [lambda i=i: i * i for i in range(3)]
print([h() for h in fs], [y := 5, y ** 2], (lambda: y)())
if (n := len("walrus")) > 3:
    print(n)


class Counter:
    total = 0
    names = [c for c in "ab"]

    def __init__(self):
        Counter.total += 1
        type(self).total += 0


Counter(), Counter()
print(Counter.total, Counter.names)
_, *middle, last = range(5)
(a, b), c = (1, 2), 3
print(middle, last, a, b, c)
for i, (k, v) in enumerate({"p": 1}.items()):
    print(i, k, v)
def kw(a, /, b, *, c=3, **rest): return (a, b, c, rest)
print(kw(1, 2, c=4, d=5), kw(*[1], **{"b": 2}))
del a
try:
    a
except NameError as e:
    print("NameError")
