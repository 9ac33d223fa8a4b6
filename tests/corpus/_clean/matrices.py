class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __matmul__(self, other):
        cols = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in cols] for r in self.rows])

    def __getitem__(self, key):
        i, j = key
        return self.rows[i][j]

    def __setitem__(self, key, value):
        i, j = key
        self.rows[i][j] = value

    def __pow__(self, n):
        result = Matrix.identity(len(self.rows))
        base = self
        while n:
            if n & 1:
                result @= base
            base = base @ base
            n >>= 1
        return result

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def __repr__(self):
        return "\n".join(" ".join(f"{x:4}" for x in r) for r in self.rows)


m = Matrix([[1, 1], [1, 0]])
print((m ** 10)[0, 1], m.T, sep="\n")
m[0, 0] = 7
m[0, 1] += 2
m[1, 1] -= 3
print(m)
grid = [[0] * 3 for _ in range(3)]
for i in range(3):
    for j in range(3):
        grid[i][j] += i * j
        grid[i][j] <<= 1
print(grid, [row[::-1] for row in grid], grid[1][1:], sum(map(sum, grid)))
a = b = [1, 2, 3]
a[1:2] = [9, 9]
del b[0]
print(a, a is b, [*a, *b], {**{"k": 1}, "z": 2})
