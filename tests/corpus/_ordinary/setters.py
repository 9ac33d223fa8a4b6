# sets: default, agent
class Frozen:
    __slots__ = ("x", "_y")
    def __init__(self, x):
        object.__setattr__(self, "x", x)
        super().__setattr__("_y", x * 2)
    def __setattr__(self, k, v):
        raise AttributeError(f"{type(self).__name__} is frozen: {k}")
    def __delattr__(self, k):
        raise AttributeError(k)
f = Frozen(3)
for act in (lambda: setattr(f, "x", 1), lambda: delattr(f, "x"), lambda: f.__setattr__("x", 4), lambda: Frozen.__setattr__(f, "x", 5)):
    try: act()
    except AttributeError as e: print(e)
print(f.x, f._y)
class Loud:
    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)
l = Loud(); l.a = 1; l.a += 1; print(l.a); del l.a
store = object.__setattr__
store(l, "b", 7); print(l.b)
try: object.__setattr__(l, 5, 1)
except TypeError as e: print(e)
try: object.__setattr__(l)
except TypeError as e: print("TypeError")
try: object.__delattr__(l, "zz")
except AttributeError as e: print(e)
class E(Exception): pass
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise E("x") from z
except E as e: print(repr(e.__cause__), e.__cause__.args)
try: raise E
except E as e: print(e.__cause__)
