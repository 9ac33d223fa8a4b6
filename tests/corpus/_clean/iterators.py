class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)

    def __reversed__(self):
        return iter(range(1, self.start + 1))

    def __contains__(self, item):
        return 0 < item <= self.start


class CountdownIterator:
    def __init__(self, n):
        self._n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self._n <= 0:
            raise StopIteration
        self._n -= 1
        return self._n + 1


print(list(Countdown(3)), list(reversed(Countdown(3))), 2 in Countdown(3), sum(Countdown(4)))
it = iter("abc")
print(next(it), next(it), next(it), next(it, "end"), list(map(str.upper, "xy")), list(filter(None, [0, 1])))
print(list(iter(iter([1, 2, 0, 3]).__next__, 0)))
