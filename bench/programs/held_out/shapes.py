# Abstract classes, super() and a registry of subclasses.
from abc import ABC, abstractmethod


class Shape(ABC):
    known = []

    def __init_subclass__(cls):
        Shape.known.append(cls)

    def __init__(self, name):
        self._name = name
        self._looks = 0

    @abstractmethod
    def area(self):
        """The area."""

    def describe(self):
        self._looks += 1
        return self._name, self.area(), self._looks


class Box(Shape):
    def __init__(self, width, height):
        super().__init__("box")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Disc(Shape):
    def __init__(self, radius):
        super().__init__("disc")
        self.radius = radius

    def area(self):
        return 3.14159 * self.radius**2


def main():
    shapes = [Box(i % 9 + 1, i % 7 + 1) if i % 2 else Disc(i % 5 + 1) for i in range(500)]
    total = 0.0
    for _ in range(10):
        for shape in shapes:
            name, area, looks = shape.describe()
            total += area + looks if isinstance(shape, Box) else area - len(name)
    return round(total, 3), len(Shape.known)
