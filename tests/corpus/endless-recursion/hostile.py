def f(n):
    """A docstring."""
    x = [1, {2: f(n)}]  # expect: ST607
    if x:
        return 1
    return 2


def g(n):
    y = n + 1
    z = "a" + str(g(y))[0]  # expect: ST607
    return z


class C:
    def m(this, n):
        this.m(n - 1)  # expect: ST607
        return 1
