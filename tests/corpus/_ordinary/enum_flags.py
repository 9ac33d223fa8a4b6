# sets: default, education, agent
from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique
@unique
class Color(Enum):
    RED = 1
    GREEN = "g"
    BLUE = (0, 0, 255)
    @property
    def pretty(self): return self.name.title()
    @classmethod
    def parse(cls, s):
        try: return cls[s.upper()]
        except KeyError: raise ValueError(f"{s} not in {[c.name for c in cls]}") from None
    def __str__(self): return f"<{self.name}>"
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
class Planet(Enum):
    EARTH = (5.976e+24, 6.37814e6)
    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius
    @property
    def g(self): return 6.67300E-11 * self.mass / self.radius ** 2
class Level(IntEnum):
    LOW = 1; HIGH = 10
class S(StrEnum):
    A = auto(); B = "bee"
print(Color.RED, repr(Color.GREEN), Color("g"), Color["BLUE"].value, Color.parse("red").pretty, list(Color), len(Color), Color.RED in Color)
try: Color.parse("pink")
except ValueError as e: print(e)
try: Color(99)
except ValueError as e: print(e)
print(Perm.R | Perm.X, Perm.RW & ~Perm.R, Perm.W in Perm.RW, bool(Perm.R & Perm.W), Perm(5))
print(round(Planet.EARTH.g, 2), Level.HIGH > Level.LOW, Level.LOW + 1, S.A, S.B.upper(), {Color.RED: 1}[Color.RED], Color.__members__.keys())
Animal = Enum("Animal", "CAT DOG"); print(Animal.CAT, Animal.DOG.value)
