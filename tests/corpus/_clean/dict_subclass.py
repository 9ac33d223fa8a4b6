from collections import UserDict, defaultdict, OrderedDict, Counter, UserList


class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())


class Bounded(OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def __setitem__(self, k, v):
        OrderedDict.__setitem__(self, k, v)
        if len(self) > self.size:
            self.popitem(last=False)


d = Default()
print(d["ab"], d)
low = Lower(A=1)
low["B"] = 2
print(low["b"], dict(low), "a" in low)
b = Bounded(2)
for k in "xyz":
    b[k] = ord(k)
print(list(b), b)
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print({k: dict(v) for k, v in nested.items()}, Counter("abca") - Counter("a"), +Counter(a=-1))


class Evens(UserList):
    def append(self, x):
        if x % 2 == 0:
            super().append(x)


e = Evens([2])
e.append(3)
e.append(4)
print(e, len(e))
