from dataclasses import dataclass


@dataclass
class Circle:
    radius: float


@dataclass
class Rectangle:
    width: float
    height: float


def describe(shape):
    match shape:
        case Circle(radius=0) | Rectangle(width=0) | Rectangle(height=0):
            return "nothing"
        case Circle(r) if r > 10:
            return "a large circle"
        case Circle():
            return "a circle"
        case Rectangle(w, h) if w == h:
            return f"a square of {w}"
        case Rectangle(width=w, height=h):
            return f"{w} by {h}"
        case [first, *rest]:
            return f"{describe(first)} and {len(rest)} more"
        case {"kind": "circle", "radius": r, **others}:
            return f"{describe(Circle(r))}, {sorted(others)}"
        case str() as text:
            return text.upper()
        case None | True | False:
            return "a constant"
        case -1 | 1.5 | 2 + 3j:
            return "a number"
        case _:
            return "unknown"


for item in [Circle(1), Circle(11), Circle(0), Rectangle(2, 2), Rectangle(1, 2), [Circle(1), 2, 3],
             {"kind": "circle", "radius": 1, "x": 2}, "text", None, -1, 2 + 3j, object]:
    print(describe(item))
