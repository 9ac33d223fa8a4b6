from dataclasses import dataclass


@dataclass
class Add:
    left: object
    right: object


@dataclass
class Num:
    value: int


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def ev(e):
    match e:
        case Num(v):
            return v
        case Add(Num(0), r) | Add(r, Num(0)):
            return ev(r)
        case Add(left=l, right=r):
            return ev(l) + ev(r)
        case _:
            raise TypeError(e)


def describe(x):
    match x:
        case None | True | False:
            return "singleton"
        case int() | float() as n if n < 0:
            return f"negative {n}"
        case int(n):
            return f"int {n}"
        case "a" | "b":
            return "letter"
        case str():
            return "text"
        case [] | ():
            return "empty"
        case [x]:
            return f"one {x}"
        case [first, *rest]:
            return f"{first} and {len(rest)}"
        case {"kind": "box", "w": w, **rest}:
            return f"box {w} {sorted(rest)}"
        case Point(0, y):
            return f"on axis {y}"
        case Point(x=a, y=b):
            return f"point {a},{b}"
        case -1.5:
            return "never"
    return "other"


print(ev(Add(Num(1), Add(Num(0), Num(5)))))
for item in (None, -3, 4, "a", "zz", [], (1,), [1, 2, 3], {"kind": "box", "w": 2, "h": 3}, Point(0, 9), Point(1, 2), {1}):
    print(describe(item))
