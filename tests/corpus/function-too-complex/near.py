def outer(a):
    def inner(b):
        if b:
            return 1
        for _ in b:
            pass
        return 2

    if a and inner(a):
        return 3
    return 4


class C:
    def a(self, x):
        return 1 if x else 2

    def b(self, x):
        return 1 if x else 2

    def c(self, x):
        return [y for y in x if y]


print(outer(1), C())
