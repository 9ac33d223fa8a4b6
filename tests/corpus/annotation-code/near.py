from __future__ import annotations

from typing import Literal, Optional


class Node:
    def __init__(self, value: int, next: "Node | None" = None) -> "None":
        self.value: "int" = value
        self.next: Optional["Node"] = next


def f(a: "list[tuple[int, ...]]", b: Literal["x(1)"] = "x(1)") -> "dict[str, int]":
    return {b: len(a)}


def g(a: 'collections.abc.Iterable'):
    return a


print(f([]), g(1), Node(1))
