import itertools


def numbers(n):
    received = None
    for i in range(n):
        received = yield i if received is None else received
    return "done"


def delegate():
    result = yield from numbers(3)
    print("result", result)
    yield from "ab"


print(list(delegate()))
g = numbers(4)
print(next(g), g.send(10), next(g))
g.close()
gen = numbers(1)
try:
    gen.throw(ValueError("boom"))
except ValueError as e:
    print(e)


def primes():
    yield 2
    found = [2]
    for n in itertools.count(3, 2):
        if all(n % p for p in itertools.takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


print(list(itertools.islice(primes(), 12)))
lazy = (x * x for x in range(10) if x % 2)
print(sum(lazy), list(lazy))
print(list(zip(*[iter(range(9))] * 3)), dict(enumerate("abc")))
pairs = itertools.pairwise([1, 4, 9])
print([b - a for a, b in pairs], list(itertools.accumulate([1, 2, 3], initial=10)))
