# sets: default, education
class LRU:
    def __init__(self, cap): self.cap, self.d = cap, {}
    def __getitem__(self, k):
        v = self.d.pop(k); self.d[k] = v
        return v
    def __setitem__(self, k, v):
        self.d.pop(k, None)
        if len(self.d) >= self.cap: del self.d[next(iter(self.d))]
        self.d[k] = v
    def __contains__(self, k): return k in self.d
    def __delitem__(self, k): del self.d[k]
    def __len__(self): return len(self.d)
c = LRU(2); c["a"] = 1; c["b"] = 2; c["a"] += 10; c["z"] = 3
print("b" in c, c.d, len(c)); del c["a"]; print(c.d)
class Emitter:
    def __init__(self): self._subs = {}
    def on(self, name):
        def deco(fn):
            self._subs.setdefault(name, []).append(fn)
            return fn
        return deco
    def emit(self, name, *a, **k): return [f(*a, **k) for f in self._subs.get(name, ())]
bus = Emitter()
@bus.on("hi")
def one(x, *, y=1): return x + y
@bus.on("hi")
@bus.on("yo")
def two(x, **_): return x * 2
print(bus.emit("hi", 3, y=4), bus.emit("yo", 5), bus.emit("none"))
class Meta:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(Meta[3])
class Chain:
    def __init__(self, path=""): self.path = path
    def __getattr__(self, n): return Chain(f"{self.path}/{n}")
    def __call__(self, *a): return Chain(f"{self.path}({','.join(map(str, a))})")
    def __truediv__(self, o): return Chain(f"{self.path}/{o}")
    def __rtruediv__(self, o): return Chain(f"{o}{self.path}")
    def __repr__(self): return self.path
print(Chain().users(5).repos / "x", "root" / Chain().a)
class Temp:
    def __init__(self, c): self.c = c
    f = property(lambda s: s.c * 9 / 5 + 32, lambda s, v: setattr(s, "c", (v - 32) * 5 / 9))
t = Temp(100); t.f -= 180; print(t.f, t.c); t.f = 212; print(t.c)
