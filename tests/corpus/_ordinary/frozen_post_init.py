# sets: default, agent
from dataclasses import dataclass, field, fields, is_dataclass, InitVar, KW_ONLY
@dataclass(frozen=True)
class Span:
    lo: int
    hi: int
    size: int = field(init=False)
    def __post_init__(self):
        object.__setattr__(self, "size", self.hi - self.lo)
@dataclass
class Opts:
    _: KW_ONLY
    a: int = 1
    scale: InitVar[int] = 2
    b: int = field(init=False, repr=False)
    def __post_init__(self, scale):
        self.b = self.a * scale
print(Span(2, 5), [f.name for f in fields(Opts)], Opts(a=4), Opts(a=4, scale=3).b, is_dataclass(Opts))
