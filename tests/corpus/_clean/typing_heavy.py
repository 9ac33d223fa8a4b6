from __future__ import annotations
from typing import (Any, Callable, Generic, Iterable, Iterator, Literal, NamedTuple, Optional,
                    Protocol, TypedDict, TypeVar, Union, cast, overload, Final, Annotated,
                    runtime_checkable, TYPE_CHECKING)
from collections.abc import Sequence, Mapping

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")
K = TypeVar("K", bound="Comparable")
LIMIT: Final = 10
Mode = Literal["r", "w"]


class Point(NamedTuple):
    x: int
    y: int = 0

    def norm(self) -> float:
        return (self.x ** 2 + self.y ** 2) ** 0.5


class Movie(TypedDict, total=False):
    title: str
    year: int


@runtime_checkable
class Comparable(Protocol):
    def __lt__(self, other: Any) -> bool: ...


class Stack(Generic[T]):
    def __init__(self, items: Iterable[T] = ()) -> None:
        self._items: list[T] = list(items)

    def push(self, item: T) -> Stack[T]:
        self._items.append(item)
        return self

    def pop(self) -> Optional[T]:
        return self._items.pop() if self._items else None

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)


@overload
def twice(x: int) -> int: ...
@overload
def twice(x: str) -> str: ...
def twice(x: Union[int, str]) -> Union[int, str]:
    return x * 2


def apply(f: Callable[[T], T], xs: Sequence[T]) -> list[T]:
    return [f(x) for x in xs]


s: Stack[int] = Stack([1, 2]).push(3)
m: Movie = {"title": "Up", "year": 2009}
print(list(s), s.pop(), Point(3, 4).norm(), Point(1)._replace(y=5), m["title"], isinstance(3, Comparable))
print(apply(twice, [1, 2]), apply(str.upper, ["a"]), cast(int, "3"), Point._fields, Point(1, 2)._asdict())
x: Annotated[int, "meta"] = 5
v: dict[str, tuple[int, ...]] = {}
v.setdefault("a", ())
print(x, v, LIMIT)
