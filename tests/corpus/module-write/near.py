import math


class Math:
    pi = 3


own = Math()
own.pi = math.pi
Math.pi = 4
del own.pi


def f():
    f.calls = 1


class Counter:
    def __init__(self, start):
        self.math = math
        self.start = start


print(own, f, Counter(1))
