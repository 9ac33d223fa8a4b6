# Closures: counters, memoization, composition, a small event registry.
def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n

    return step


def memoize(f):
    known = {}

    def inner(x):
        if x not in known:
            known[x] = f(x)
        return known[x]

    return inner


def compose(*functions):
    def run(x):
        for f in functions:
            x = f(x)
        return x

    return run


@memoize
def collatz(n):
    return 1 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)


def registry():
    handlers = {}

    def on(name, f):
        handlers.setdefault(name, []).append(f)

    def fire(name, *args):
        return [f(*args) for f in handlers.get(name, ())]

    return on, fire


def main():
    c = counter()
    for i in range(2500):
        c(i)
    pipeline = compose(lambda x: x + 1, lambda x: x * 2, lambda x: x - 3, abs)
    total = sum(pipeline(i) for i in range(1000))
    on, fire = registry()
    for k in range(5):
        on("tick", lambda x, k=k: x * k)
    for i in range(300):
        total += sum(fire("tick", i))
    return c(0) + total + max(collatz(n) for n in range(1, 800))
