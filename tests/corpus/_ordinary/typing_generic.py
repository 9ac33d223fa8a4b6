# sets: default, education
from __future__ import annotations
from typing import Generic, TypeVar, Protocol, Callable, Iterator, NamedTuple, TypedDict, Literal, Union, Any, ClassVar, Final, overload, cast, TYPE_CHECKING, runtime_checkable
from collections.abc import Sequence, Mapping

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T", bound="Comparable")
K = TypeVar("K")

@runtime_checkable
class Comparable(Protocol):
    def __lt__(self, other: Any) -> bool: ...

class Stack(Generic[K]):
    MAX: ClassVar[int] = 10
    def __init__(self) -> None:
        self._items: list[K] = []
    def push(self, item: K) -> Stack[K]:
        self._items.append(item)
        return self
    def pop(self) -> K:
        return self._items.pop()
    def __len__(self) -> int:
        return len(self._items)
    def __bool__(self) -> bool:
        return bool(self._items)
    def __iter__(self) -> Iterator[K]:
        yield from reversed(self._items)

class Pt(NamedTuple):
    x: int
    y: int = 0
    def norm(self) -> int:
        return abs(self.x) + abs(self.y)

class Movie(TypedDict, total=False):
    title: str
    year: int

LIMIT: Final = 3
def smallest(xs: Sequence[T], key: Callable[[T], Any] | None = None) -> T:
    return min(xs, key=key) if key else min(xs)

s: Stack[int] = Stack[int]()
s.push(1).push(2).push(3)
print(list(s), len(s), s.pop(), bool(Stack()), Stack.MAX)
p = Pt(3)
print(p, p.norm(), p._replace(y=-4).norm(), p._asdict(), Pt._fields, p == (3, 0))
m: Movie = {"title": "x"}
print(m, smallest(["b", "a"]), smallest([-3, 2], key=abs), isinstance(3, Comparable), cast(int, "5"))
