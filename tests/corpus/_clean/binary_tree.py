from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Iterator, Optional, TypeVar

T = TypeVar("T")


@dataclass
class Tree(Generic[T]):
    value: T
    left: Optional["Tree[T]"] = None
    right: Optional["Tree[T]"] = None
    count: int = field(default=1, compare=False)

    def insert(self, value: T) -> None:
        if value == self.value:
            self.count += 1
        elif value < self.value:
            if self.left is None:
                self.left = Tree(value)
            else:
                self.left.insert(value)
        elif self.right is None:
            self.right = Tree(value)
        else:
            self.right.insert(value)

    def __iter__(self) -> Iterator[T]:
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def depth(self) -> int:
        return 1 + max(self.left.depth() if self.left else 0, self.right.depth() if self.right else 0)


root: Tree[int] = Tree(8)
for number in [3, 10, 1, 6, 14, 4, 7, 13, 3]:
    root.insert(number)
print(list(root), root.depth(), root.left.count)
