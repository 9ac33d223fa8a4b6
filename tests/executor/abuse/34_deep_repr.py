# row: 34
# verdict: signal:11 recursion_limit cpu_limit memory_limit
sys.setrecursionlimit(10**8)
deep = []
for i in range(200000):
    deep = [deep]
say('REACHED')
repr(deep)
