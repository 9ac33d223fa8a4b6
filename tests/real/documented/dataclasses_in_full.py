# rules: default
from dataclasses import dataclass, field, fields, asdict, astuple, replace, InitVar, KW_ONLY, FrozenInstanceError, make_dataclass, is_dataclass
from typing import ClassVar, List, Optional
@dataclass(order=True)
class P:
    x: int
    y: int = 0
    tags: List[str] = field(default_factory=list, compare=False, repr=False)
    total: int = field(init=False)
    scale: InitVar[int] = 1
    kind: ClassVar[str] = 'point'
    def __post_init__(self, scale): self.total = (self.x + self.y) * scale
p = P(1, 2, scale=3)
print(p, p == P(1, 2, scale=3), p < P(2), [f.name for f in fields(p)], asdict(p), astuple(p), replace(p, x=5, scale=2), P.kind)
@dataclass(frozen=True, slots=True)
class F:
    a: int
    b: str = 'b'
    _: KW_ONLY
    c: float = 1.5
f = F(1, c=2.0)
try: f.a = 3
except FrozenInstanceError as e: print(type(e).__name__, e)
print(f, hash(f) == hash(F(1, c=2.0)), {f: 1}[F(1, c=2.0)], F.__slots__)
try: f.zzz = 1
except Exception as e: print(type(e).__name__, e)
C = make_dataclass('C', ['x', ('y', int), ('z', int, field(default=5))], namespace={'add': lambda self: self.y + self.z})
c = C(1, 2)
print(c, c.add(), is_dataclass(C), is_dataclass(c), is_dataclass(3))
match p:
    case P(x, y): print('matched', x, y)
@dataclass(eq=False, repr=False, kw_only=True, unsafe_hash=True)
class K:
    a: int = field(default=1, metadata={'unit': 'm'}, hash=False)
print(K().a, fields(K)[0].metadata['unit'])
@dataclass
class Base:
    a: int
@dataclass
class Derived(Base):
    b: Optional['Base'] = None
print(Derived(1, Base(2)), Derived.__doc__, P.__doc__)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e: print(e)
