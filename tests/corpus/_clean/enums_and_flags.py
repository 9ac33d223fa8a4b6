from enum import Enum, IntEnum, Flag, auto, unique, StrEnum


@unique
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()

    @property
    def hex(self):
        return f"#{self.value:06x}"

    @classmethod
    def default(cls):
        return cls.RED


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class Level(IntEnum):
    LOW = 1
    HIGH = 10


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


print(list(Color), Color["RED"], Color(2), Color.BLUE.hex, Color.default().name, len(Color))
print(Perm.R | Perm.X, Perm.RW & Perm.W, Perm.R in Perm.RW, ~Perm.R)
print(Level.HIGH > Level.LOW, Level.LOW + 1, sorted(Level), Planet.EARTH.mass)
print([m.name for m in Color], Color.RED is Color(1), isinstance(Color.RED, Color))
print(list(Color.__members__))
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.CAT.value)
try:
    Color(9)
except ValueError as e:
    print(e)
