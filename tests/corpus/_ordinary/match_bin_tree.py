# sets: default, education
from __future__ import annotations
from dataclasses import dataclass
from typing import Union
@dataclass
class Num: value: float
@dataclass
class Bin:
    op: str
    left: Expr
    right: Expr
@dataclass
class Var: name: str
Expr = Union[Num, Bin, Var]
def simplify(e: Expr) -> Expr:
    match e:
        case Bin("+", Num(0), x) | Bin("+", x, Num(0)) | Bin("*", Num(1), x) | Bin("*", x, Num(1)): return simplify(x)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)): return Num(0)
        case Bin(op, Num(a), Num(b)): return Num({"+": a + b, "*": a * b, "-": a - b}[op])
        case Bin(op, l, r):
            new = Bin(op, simplify(l), simplify(r))
            return simplify(new) if new != e else new
        case Num() | Var(): return e
def show(e):
    match e:
        case Num(v): return f"{v:g}"
        case Var(n): return n
        case Bin(o, l, r): return f"({show(l)} {o} {show(r)})"
print(show(simplify(Bin("+", Bin("*", Num(1), Var("x")), Bin("*", Num(0), Var("y"))))), simplify(Bin("-", Num(5), Bin("*", Num(2), Num(3)))))
def http(status):
    match status:
        case 200 | 201: return "ok"
        case n if 400 <= n < 500: return f"client {n}"
        case int(): return "other"
        case str(x): return http(int(x)) if x.isdigit() else "bad"
        case {"status": s, **rest}: return http(s), rest
        case (a, b) | [a, b, _]: return a, b
for v in (200, 404, 302, "201", "x", {"status": 500, "q": 1}, (1, 2), [1, 2, 3]): print(http(v), end=" ")
print()
