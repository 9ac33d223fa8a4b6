# sets: default, education, strict
from itertools import islice, count, takewhile, chain, groupby, accumulate, product, permutations, combinations, zip_longest, tee, cycle

def primes():
    found = []
    for n in count(2):
        if all(n % p for p in takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n

def averager():
    total = n = 0
    avg = None
    while True:
        x = yield avg
        if x is None:
            return total
        total += x
        n += 1
        avg = total / n

def outer():
    r = yield from averager()
    print("inner returned", r)
    yield "end"

print(list(islice(primes(), 15)))
g = outer()
next(g)
print(g.send(10), g.send(20), g.send(None))
g.close()
print([(k, len(list(v))) for k, v in groupby("aaabccd")], list(accumulate([1, 2, 3], lambda a, b: a * 10 + b)))
print(list(chain.from_iterable(product("ab", repeat=2)))[:5], sum(1 for _ in permutations(range(4))))
print(list(zip_longest([1, 2], "abc", fillvalue="?")), *combinations("xyz", 2))
a, b = tee(iter(range(3)))
print(list(a), list(b))
