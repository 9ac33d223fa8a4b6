# sets: default, education
from dataclasses import dataclass

@dataclass
class Move:
    x: int
    y: int

@dataclass
class Say:
    text: str

def act(cmd):
    match cmd:
        case Move(0, 0):
            return "stay"
        case Move(x=0, y=dy) | Move(x=dy, y=0):
            return f"straight {dy}"
        case Move():
            return "diagonal"
        case Say(text) if text.isupper():
            return "shout"
        case Say(text=str() as t):
            return f"say {t}"
        case {"op": "add", "args": [a, b, *rest]}:
            return a + b + sum(rest)
        case {"op": op, **kw}:
            return (op, sorted(kw))
        case [] | None:
            return "empty"
        case [("a" | "b") as first, *_, last]:
            return first + last
        case int(n) | float(n) if not isinstance(cmd, bool):
            return -n
        case -1.5 | 2 + 3j:
            return "const"
        case _:
            return "?"

for c in [Move(0, 0), Move(0, 3), Move(4, 0), Move(1, 1), Say("HI"), Say("yo"), {"op": "add", "args": [1, 2, 3, 4]},
          {"op": "x", "z": 1, "y": 2}, [], None, ["a", 1, "z"], 5, 2.5, 2 + 3j, True, ("b", "q")]:
    print(act(c))
