# Stores to what was stored to before, and in-place operations whose target is spelled twice.
log = []


def seen(x):
    log.append(x)
    return x


class Plain:
    pass


class Slots:
    __slots__ = ("x", "y")


class Watched:
    def __setattr__(self, name, value):
        log.append(("set", name, value))
        super().__setattr__(name, value)

    def __getattribute__(self, name):
        log.append(("get", name))
        return super().__getattribute__(name)



class Data:
    def __init__(self):
        self.values = {}

    def __get__(self, owner, kind):
        return self.values.get(id(owner), 0)

    def __set__(self, owner, value):
        log.append(("data", value))
        self.values[id(owner)] = value


class Described:
    x = Data()

    @property
    def y(self):
        return self.x

    @y.setter
    def y(self, value):
        self.x = value + 1


def straight(a):
    a.x = 1
    a.y = 2
    a.x += 1
    a.y -= seen(a.x)
    a.x = a.y = 5
    a.x, a.y = a.y + 1, a.x
    return a.x, a.y


for kind in (Plain, Slots, Described):
    print(kind.__name__, straight(kind()))


def rebound(a, others):
    a.x = 1
    for other in others:
        a.x += 10
        a, other.x = other, a.x
        a.y = len(others)
    a.x **= 2
    return a.x


objects = [Plain(), Plain(), Plain()]
print(rebound(objects[0], objects[1:]), [o.__class__.__name__ for o in objects], [o.x for o in objects])


def refused(a, b):
    try:
        a.x = 1
        a.y = 2
        a = b
        a.x = 3
    except (AttributeError, TypeError) as error:
        a = error.__class__.__name__
    return a


print(refused(Plain(), Plain()).x, refused(Plain(), 5), refused(5, Plain()), refused(Plain(), Slots).__name__)


def generator(a):
    a.x = yield
    a.y = yield a.x
    del a.x
    a.x = yield a.y
    yield a.x, a.y


plain = Plain()
steps = generator(plain)
next(steps)
print([steps.send(i) for i in range(3)], plain.x)


def captured(a):
    a.x = 1

    def swap(b):
        nonlocal a
        a = b

    other = Plain()
    swap(other)
    a.x = 2
    a.x += 1
    return other.x


print(captured(Plain()))


def deleted(a):
    a.x = 1
    del a
    try:
        a.x = 2
    except UnboundLocalError as error:
        return str(error)


print(deleted(Plain()) is not None)


def items(grid, i, j):
    grid[i][j] = 1
    row = grid[i]
    row[j] += 1
    row[j] **= 3
    row[0] -= row[j]
    row[j] <<= seen(2)
    row[i] = row[j] = 7
    del row[0]
    i = j = 0
    row[i] //= 2
    return grid


print(items([[1, 2, 3], [4, 5, 6]], 1, 2))


def in_place(a, v):
    a.n = [v]
    a.n += (a := Plain(), v)[1:]
    a.n = 1
    a.n += 1
    return a.n


print(in_place(Plain(), 4))


def missing(a):
    a.x = seen(1)
    try:
        a.y += seen("never")
    except AttributeError as error:
        return str(error)


print(missing(Plain()))


def shadowed(a, things):
    a.x = 0
    total = [a for a in things]
    a.x = total
    a.x += [b for a in things for b in (a, a)]
    return a.x


print(shadowed(Plain(), [1, 2]))


def many(a, b):
    for k in range(3):
        if k == 1:
            continue
        a.x = k
        while True:
            a.y = k
            break
        else:
            a.y = -1
        with b as c:
            a.x = c
            a.y += 1
        a.x += 1
    return a.x, a.y


class Context:
    def __enter__(self):
        return 40

    def __exit__(self, *error):
        return True


print(many(Plain(), Context()))
watched = Watched()
watched.x = 1
straight(watched)
print(log)
