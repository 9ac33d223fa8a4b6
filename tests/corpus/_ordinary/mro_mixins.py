# sets: default, education
class Base:
    def __init__(self, **kw): self.trail = ["Base"]; assert not kw, kw
    def hi(self): return ["Base"]
class A(Base):
    def __init__(self, a=0, **kw): super().__init__(**kw); self.a = a; self.trail.append("A")
    def hi(self): return ["A"] + super().hi()
class B(Base):
    def __init__(self, b=0, **kw): super(B, self).__init__(**kw); self.b = b; self.trail.append("B")
    def hi(self): return ["B", *super().hi()]
class C(A, B):
    def hi(self): return ["C"] + super().hi()
c = C(a=1, b=2); print(c.trail, c.hi(), c.a, c.b, isinstance(c, B), issubclass(C, (int, A)), type(c).__name__, Base.hi(c), A.hi.__qualname__)
class Money(int):
    def __new__(cls, v): return super().__new__(cls, round(v * 100))
    def __str__(self): return f"${self // 100}.{self % 100:02d}"
    def __add__(self, o): return type(self)((int(self) + int(o)) / 100)
print(Money(1.5) + Money(2.25), sum([Money(1), Money(2)], Money(0)), repr(Money(3)))
class Stack(list):
    def push(self, x): self.append(x); return self
    def peek(self): return self[-1]
    def __repr__(self): return f"Stack({super().__repr__()})"
s = Stack([1]).push(2); s += [3]; s[0] = 9; print(s, s.peek(), len(s), s[1:], isinstance(s, list), sorted(s))
class Env(dict):
    def __init__(self, *a, outer=None, **k): super().__init__(*a, **k); self.outer = outer
    def find(self, k): return self if k in self else self.outer.find(k) if self.outer is not None else None
e = Env({"x": 1}, outer=Env(y=2)); e.find("y")["y"] += 5; print(e, e.outer, e.find("q"), e.get("x"))
class Angle(float):
    def __mul__(self, k): return Angle(float.__mul__(self, k))
    __rmul__ = __mul__
print(2 * Angle(1.5), type(2 * Angle(1)).__name__, object.__repr__(c)[:10], list.__len__([1, 2]), str.upper("a"), dict.fromkeys("ab", 0), int.__add__(1, 2))
