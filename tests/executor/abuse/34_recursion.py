# row: 34
# verdict: signal:11 recursion_limit memory_limit cpu_limit
sys.setrecursionlimit(10**8)
def down(n):
    return down(n + 1) + 1
say('REACHED')
down(0)
