def kind(x):
    return type(x), type(x).__name__, type(x) is int


class Event:
    def type(self, name, bases):
        return self.type(name, bases) if bases else name


def use(type, a, b):
    return type(a, b)


print(kind(1), Event().type("a", None), use(max, 1, 2), isinstance(int, type))


class Pair:
    def __init__(self, a, b, c=None):
        self.a, self.b = a, b

    def swapped(self):
        return type(self)(self.b, self.a, {})


print(type(Pair(1, 2))(3, (4, 5)))
