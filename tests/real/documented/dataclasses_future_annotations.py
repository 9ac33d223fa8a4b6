# rules: default
from __future__ import annotations
import dataclasses
import dataclasses as dc
import typing
from dataclasses import dataclass, InitVar, KW_ONLY, field
from typing import ClassVar
@dataclass
class A:
    kind: ClassVar[int] = 3
    other: typing.ClassVar = 4
    x: int = 0
    init: InitVar[int] = 1
    i2: dc.InitVar[int] = 2
    _: KW_ONLY
    y: int = field(default=5)
    def __post_init__(self, init, i2): self.x += init + i2
print(A(1, 2, 3, y=9), [f.name for f in dataclasses.fields(A)])
@dataclass(init=False)
class B:
    x: int = 1
print(B(), B.__doc__)
try: dataclasses.replace(A, x=1)
except TypeError as e: print(e)
