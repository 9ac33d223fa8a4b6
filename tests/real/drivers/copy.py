a = [1, [2, 3], {"k": (4, [5])}]
b, c = copy(a), deepcopy(a)
a[1].append(9)
a[2]["k"][1].append(8)
print(a, b, c, b[1] is a[1], c[1] is a[1])
loop = [1]
loop.append(loop)
d = deepcopy(loop)
print(d[1] is d, d is loop, copy((1, 2)), deepcopy(({1, 2}, bytearray(b"x"), frozenset([1]), 3.5, "s")))
shared = []
e = deepcopy([shared, shared])
print(e[0] is e[1], copy({1: 2}), copy({1, 2}), copy("x"), deepcopy(None))
