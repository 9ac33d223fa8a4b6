# sets: judge, education
# stdin: "3\n3 1\nabc 2 x\n"
import sys
from math import *
from collections import *
from itertools import *
input = lambda: sys.stdin.readline().rstrip()
I = lambda: int(input())
MI = lambda: map(int, input().split())
n = I()
a, b = MI()
s, k, *rest = input().split()
print(gcd(n, a) + floor(2.5), Counter(s), list(permutations(s, 2))[:2], rest, inf > 1e308, deque([1], maxlen=int(k)))
for line in sys.stdin: print("extra", line)
print(*[1, 2], sep="\n", file=sys.stdout)
ans = [[0] * 3 for _ in range(3)]
for i, j in product(range(3), repeat=2): ans[i][j] += i * j; ans[j][i] -= 1
print(ans, end="\n\n"); exit()
