from operator import attrgetter, methodcaller


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


p = Point(1, 2)
print(getattr(p, "x"), getattr(p, "z", None), hasattr(p, "y"), getattr(p, "_hidden", 0))
setattr(p, "x", 3)
print(attrgetter("x", "y")(p), methodcaller("upper")("a"))
print("{0.x} {p.y:>{w}}".format(p, p=p, w=4), "{{0.__init__}}".format())
print("a.b {x}".format(x=1), getattr(p, "__class__").__name__)
