# sets: judge, default, education
# stdin: "5 4\n1 2\n3 4\n2 3\n1 4\n"
class DSU:
    __slots__ = ("p", "sz")

    def __init__(self, n):
        self.p = list(range(n))
        self.sz = [1] * n

    def find(self, x):
        while self.p[x] != x:
            self.p[x] = self.p[self.p[x]]
            x = self.p[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.sz[a] < self.sz[b]:
            a, b = b, a
        self.p[b] = a
        self.sz[a] += self.sz[b]
        return True

n, m = map(int, input().split())
d = DSU(n)
for _ in range(m):
    u, v = [int(x) - 1 for x in input().split()]
    print("YES" if d.union(u, v) else "NO")
try:
    input()
except EOFError as e:
    print("eof:", e)
