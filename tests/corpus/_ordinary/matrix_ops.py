# sets: default, education, strict
class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        self.shape = len(self.rows), len(self.rows[0])
    def __getitem__(self, ij):
        if isinstance(ij, tuple):
            i, j = ij
            if isinstance(i, slice):
                return [r[j] for r in self.rows[i]]
            return self.rows[i][j]
        return self.rows[ij]
    def __setitem__(self, ij, v):
        i, j = ij
        self.rows[i][j] = v
    def __matmul__(self, o):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __mul__(self, k):
        return Matrix([[x * k for x in r] for r in self.rows])
    __rmul__ = __mul__
    def __add__(self, o):
        if not isinstance(o, Matrix):
            return NotImplemented
        return Matrix([[x + y for x, y in zip(a, b)] for a, b in zip(self.rows, o.rows)])
    def __pow__(self, n):
        r = Matrix([[int(i == j) for j in range(self.shape[1])] for i in range(self.shape[0])])
        b = self
        while n:
            if n & 1:
                r = r @ b
            b = b @ b
            n >>= 1
        return r
    def __eq__(self, o):
        return self.rows == o.rows
    def __neg__(self): return -1 * self
    def __iadd__(self, o):
        for i, row in enumerate(o.rows):
            for j, x in enumerate(row):
                self[i, j] += x
        return self
    def __str__(self):
        return "\n".join(" ".join(f"{x:>4}" for x in r) for r in self.rows)
    @property
    def T(self):
        return Matrix(zip(*self.rows))

m = Matrix([[1, 1], [1, 0]])
print(m ** 30)
m += m.T
print(m, m[0, 1], m[:, 0], m[1], m == m.T.T, sep="\n")
print(2 * m - 1 if hasattr(m, "__sub__") else -m)
try:
    m + 3
except TypeError as e:
    print(e)
grid = [[0] * 3 for _ in range(3)]
grid[1][1] += 5
grid[0][:2] = [7, 8]
grid[2][::2] = [1, 2]
del grid[1][0]
print(grid, [*zip(*[[1, 2], [3, 4]])], [row[:] for row in grid][::-1])
