# sets: default, education
class Recorder:
    def __init__(self, target):
        self._target = target
        self._calls = []

    def __getattr__(self, name):
        value = getattr(self._target, name)
        if callable(value):
            def wrapper(*a, **k):
                self._calls.append((name, a, k))
                return value(*a, **k)
            return wrapper
        return value

r = Recorder([3, 1, 2])
r.append(9)
r.sort(reverse=True)
print(r._target, r._calls)
try:
    r.nope
except AttributeError as e:
    print(e)

class Attr(dict):
    def __getattr__(self, k):
        try:
            return self[k]
        except KeyError:
            raise AttributeError(k) from None

    def __setattr__(self, k, v):
        self[k] = v

d = Attr(a=1)
d.b = 2
print(d, d.a + d.b)

class Frozen:
    def __init__(self, x):
        object.__setattr__(self, "x", x)

    def __setattr__(self, k, v):
        raise AttributeError(f"cannot set {k}")

f = Frozen(4)
try:
    f.x = 5
except AttributeError as e:
    print(f.x, e)
