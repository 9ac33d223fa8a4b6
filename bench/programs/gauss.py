# Matrices: elimination, transposition and powers over lists of lists.
def identity(n):
    return [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]


def solve(a, b):
    n = len(a)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for k in range(n):
        best = max(range(k, n), key=lambda r: abs(m[r][k]))
        m[k], m[best] = m[best], m[k]
        for i in range(k + 1, n):
            f = m[i][k] / m[k][k]
            for j in range(k, n + 1):
                m[i][j] -= f * m[k][j]
    x = [0.0] * n
    for i in range(n - 1, -1, -1):
        s = m[i][n]
        for j in range(i + 1, n):
            s -= m[i][j] * x[j]
        x[i] = s / m[i][i]
    return x


def product(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def main():
    n = 28
    a = [[((i * 31 + j * 17) % 23) + (10.0 if i == j else 0.0) for j in range(n)] for i in range(n)]
    x = solve(a, [float(i) for i in range(n)])
    p = identity(n)
    for _ in range(2):
        p = product(p, a)
    return round(sum(x), 9) + sum(map(sum, p)) % 1000
