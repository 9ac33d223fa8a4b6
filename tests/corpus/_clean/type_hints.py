from __future__ import annotations

import typing
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, Literal, TypedDict, Union, cast, overload

Number = Union[int, float]
LIMIT: Final = 3


class Movie(TypedDict, total=False):
    title: str
    year: int


class Box:
    count: ClassVar[int] = 0
    items: list[Any]

    def __init__(self, *items: Any) -> None:
        self.items = list(items)
        self.total: int = len(items)

    @overload
    def get(self, index: int) -> Any: ...
    @overload
    def get(self, index: slice) -> list[Any]: ...
    def get(self, index):
        return self.items[index]


def apply(function: Callable[[Number], Number], values: Sequence[Number]) -> list[Number]:
    result: list[Number]
    result = [function(value) for value in values]
    return result


def mode(kind: Literal["r", "w"] = "r") -> "str | None":
    return kind if kind != "w" else None


if typing.TYPE_CHECKING:
    from decimal import Decimal

movie: Movie = {"title": "M"}
print(apply(lambda v: v * 2, [1, 2.5]), mode(), movie, Box(1, 2).get(slice(0, 1)), cast(int, "1"), LIMIT)
