# sets: default, education, judge
from functools import cache
@cache
def edit(a, b):
    if not a or not b: return len(a) or len(b)
    return min(edit(a[1:], b) + 1, edit(a, b[1:]) + 1, edit(a[1:], b[1:]) + (a[0] != b[0]))
def lis(xs):
    best = [1] * len(xs)
    for i in range(len(xs)):
        for j in range(i):
            if xs[j] < xs[i]: best[i] = max(best[i], best[j] + 1)
    return max(best, default=0)
def knap(items, cap):
    dp = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1): dp[c] = max(dp[c], dp[c - w] + v)
    return dp[-1]
def coins(cs, n, memo={}):
    if n == 0: return 1
    if n < 0 or not cs: return 0
    key = (cs, n)
    if key not in memo: memo[key] = coins(cs, n - cs[0]) + coins(cs[1:], n)
    return memo[key]
MOD = 10 ** 9 + 7
fact = [1] * 101
for i in range(1, 101): fact[i] = fact[i - 1] * i % MOD
print(edit("kitten", "sitting"), lis([3, 1, 4, 1, 5, 9, 2, 6]), knap([(1, 1), (3, 4), (4, 5)], 7), coins((1, 5, 10, 25), 100), fact[100] * pow(fact[50], MOD - 2, MOD) ** 2 % MOD, pow(3, -1, 7))
