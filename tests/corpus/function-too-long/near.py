class Many:
    def a(self):
        x = 1
        x += 2
        x += 3
        return x

    def b(self):
        return 1

    def c(self):
        return 2


def short(x):
    return x


print(Many(), short(1))
