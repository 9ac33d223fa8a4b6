from abc import ABC, abstractmethod
from typing import ClassVar


class Shape(ABC):
    registry: ClassVar[dict] = {}

    def __init_subclass__(cls, /, kind=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Shape.registry[kind or cls.__name__.lower()] = cls

    def __init__(self, name):
        self.name = name
        self.__secret = name[::-1]

    @abstractmethod
    def area(self) -> float: ...

    @property
    def secret(self):
        return self.__secret

    def __str__(self):
        return f"{self.__class__.__name__} {self.name} with area {self.area():.3f}"


class Circle(Shape, kind="round"):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r

    def area(self):
        return 3.14159 * self.r ** 2


class Square(Shape):
    def __init__(self, s):
        Shape.__init__(self, "square")
        self.s = s

    def area(self):
        return self.s * self.s


for shape in (Circle(2), Square(3)):
    print(shape, shape.secret, isinstance(shape, Shape), issubclass(type(shape), Shape))
print(sorted(Shape.registry))
try:
    Shape("x")
except TypeError as e:
    print("TypeError")
print(hasattr(shape, "area"), getattr(shape, "missing", None), callable(shape.area))
print(vars(shape)["s"], "s" in vars(shape))
