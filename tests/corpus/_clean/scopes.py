counter = 0


def increase(by=1):
    global counter
    counter += by
    return counter


def make_adders():
    return [lambda x, n=n: x + n for n in range(3)]


def outer():
    total = 0

    def inner(value):
        nonlocal total
        total += value
        return total

    inner(1)
    inner(2)
    return total


def defaults(a, /, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


class Config:
    base = 10
    table = [n * 2 for n in range(3)]
    derived = base + 1


print(increase(), increase(5), [f(10) for f in make_adders()], outer())
print(defaults(1, c=3), defaults(1, 5, 6, c=3, e=7), defaults(*[1, 2], **{"c": 3}))
print(Config.table, Config.derived, (lambda *a, **k: (a, k))(1, x=2))
