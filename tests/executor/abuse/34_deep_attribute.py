# row: 34
# verdict: signal:11 recursion_limit cpu_limit memory_limit
sys.setrecursionlimit(10**8)
class Endless:
    def __getattr__(self, name):
        return getattr(self, name + 'x'[:0])
say('REACHED')
Endless().x
