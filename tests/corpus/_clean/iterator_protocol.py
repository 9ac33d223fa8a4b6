class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n

    def __length_hint__(self):
        return self.n

    def __reversed__(self):
        return iter(range(self.n))


class Grid:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * i


print(list(Countdown(3)), [*Grid()], 4 in Grid(), list(reversed(Countdown(3))), max(Countdown(5)))
it = iter(Countdown(4).__next__, 1)
print(list(it), tuple(Countdown(2)), sum(Countdown(4)))
a, *b = Countdown(3)
print(a, b)
for i in (c := Countdown(2)):
    print(i, c.n)
