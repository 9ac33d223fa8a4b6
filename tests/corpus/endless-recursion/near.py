def fact(n):
    if n < 2:
        return 1
    return n * fact(n - 1)


def short(n):
    return n and n + short(n - 1)


def other(n):
    return 1 if n < 2 else other(n - 1)


def each(n):
    return sum(each(x) for x in n)


def walk(n):
    yield n
    yield from walk(n)


class Stack:
    def append(self, x):
        self.items.append(x)

    def sum(self):
        return sum(self.items)

    def __len__(self):
        return len(self.items)


def apply(apply, x):
    return apply(x)


def later(n):
    return lambda: later(n)


print(fact, short, other, each, walk, Stack, apply, later)
