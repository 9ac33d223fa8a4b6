# sets: judge, education
# stdin: "3\n5 1 2 3 4 5\n2 9 9\n1 7\n"
import sys, os, io
sys.setrecursionlimit(10**4)
data = sys.stdin.buffer.read().split()
it = iter(data)
t = int(next(it))
out = []
for case in range(1, t + 1):
    n = int(next(it))
    a = [int(next(it)) for _ in range(n)]
    out.append("Case #%d: %d" % (case, sum(a)))
sys.stdout.write("\n".join(out))
sys.stdout.write("\n")
sys.stdout.flush()
sys.exit(0)
