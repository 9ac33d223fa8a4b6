from abc import ABC, ABCMeta, abstractmethod
from typing import NamedTuple, Protocol


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

    @property
    @abstractmethod
    def name(self) -> str: ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2

    @property
    def name(self):
        return "square"


class Plugin(metaclass=ABCMeta):
    registry = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append(cls.__name__)


class First(Plugin):
    pass


class Sized(Protocol):
    def size(self) -> int: ...


class Point(NamedTuple):
    x: int
    y: int = 0


try:
    Shape()
except TypeError as error:
    print("abstract")
print(Square(3).area(), Square(2).name, Plugin.registry, Point(1)._replace(y=5), Point(2).x)
