# sets: default, education, strict
from abc import ABC, abstractmethod
import math

class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

    @property
    @abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name} with area {self.area():.3f}"

class Circle(Shape):
    def __init__(self, r):
        self.r = r
    def area(self):
        return math.pi * self.r ** 2
    @property
    def name(self):
        return "circle"

class Rect(Shape):
    def __init__(self, w, h):
        self.w, self.h = w, h
    def area(self):
        return self.w * self.h
    name = "rect"

for s in sorted([Circle(1), Rect(2, 3), Circle(.5)], key=Shape.area):
    print(s.describe())
try:
    Shape()
except TypeError as e:
    print(e)
