from functools import cache


@cache
def lcs(a, b):
    if not a or not b:
        return ""
    if a[0] == b[0]:
        return a[0] + lcs(a[1:], b[1:])
    return max(lcs(a[1:], b), lcs(a, b[1:]), key=len)


def permutations(items):
    if len(items) <= 1:
        yield list(items)
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [item, *rest]


def flatten(x, memo={}):
    if isinstance(x, list):
        return [z for y in x for z in flatten(y)]
    return [x]


def ackermann(m, n):
    return n + 1 if m == 0 else ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))


print(lcs("programming", "gaming"), list(permutations([1, 2, 3])))
print(flatten([1, [2, [3, [4]]], 5]), ackermann(2, 3))
try:
    def deep(n):
        return deep(n + 1) if n < 10**6 else n
    deep(0)
except RecursionError:
    print("too deep")
