a = [0] * 10 ** 6
b = "-" * 80
n = 100
c = [[0] * n for _ in range(n)]
d = bytearray(1024)
e = list(range(10 ** 6))
f = range(10 ** 12)
g = [None] * n
h = 3 * 10 ** 10
i = sum(range(10))
j = "" * 10 ** 12
print(a, b, c, d, e, f, g, h, i, j)
