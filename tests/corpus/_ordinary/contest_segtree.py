# sets: judge, default, strict
class SegTree:
    def __init__(self, data, op=max, unit=float('-inf')):
        self.n = 1 << (len(data) - 1).bit_length()
        self.op, self.unit = op, unit
        self.t = [unit] * (2 * self.n)
        self.t[self.n:self.n + len(data)] = data
        for i in range(self.n - 1, 0, -1):
            self.t[i] = op(self.t[2 * i], self.t[2 * i + 1])

    def set(self, i, v):
        i += self.n
        self.t[i] = v
        while i > 1:
            i >>= 1
            self.t[i] = self.op(self.t[i << 1], self.t[i << 1 | 1])

    def query(self, l, r):
        res = self.unit
        l += self.n; r += self.n
        while l < r:
            if l & 1:
                res = self.op(res, self.t[l]); l += 1
            if r & 1:
                r -= 1; res = self.op(res, self.t[r])
            l >>= 1; r >>= 1
        return res

st = SegTree([5, 3, 8, 6, 2, 7])
print(st.query(0, 3), st.query(3, 6), st.query(4, 5))
st.set(4, 99)
print([st.query(i, j) for i in range(6) for j in range(i + 1, 7) if (i + j) % 3 == 0])
