# rules: default
from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum, member, nonmember, verify, UNIQUE, CONTINUOUS, EnumMeta, property as eprop
@unique
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    @property
    def nice(self): return self.name.title()
    @classmethod
    def first(cls): return next(iter(cls))
    def __str__(self): return f'<{self.name}>'
    @classmethod
    def _missing_(cls, v): return cls.RED if v == 'r' else None
print(list(Color), Color.RED.nice, Color(2), Color['BLUE'], Color.first(), Color('r'), len(Color), Color.RED in Color, repr(Color.RED), f'{Color.RED}')
try: Color(9)
except ValueError as e: print(e)
try: Color['X']
except KeyError as e: print(e)
try: Color.RED = 4
except AttributeError as e: print(e)
try: Color.RED.value = 4
except AttributeError as e: print(e)
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
print(Perm.R | Perm.X, Perm.RW & ~Perm.W, bool(Perm.R & Perm.W), list(Perm.RW), Perm(0), Perm(7), Perm.R in Perm.RW)
class I(IntFlag):
    A = 1; B = 2
print(I.A | 4, I(3), I.A + 1, I.A | I.B == 3, ~I.A)
class N(IntEnum):
    ONE = 1; TWO = 2
print(N.ONE < N.TWO, N.ONE + 1, sorted(N, reverse=True), N.ONE == 1, f'{N.ONE}', '%d' % N.TWO)
class S(StrEnum):
    A = auto(); B = 'bee'
print(S.A, S.B.upper(), [S.A], S('bee'))
class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
    @property
    def g(self): return round(6.67e-11 * self.mass / self.radius ** 2, 2)
print(Planet.EARTH.g, Planet.EARTH.value)
class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name.lower()
    A = auto(); B = auto()
print([m.value for m in Auto], Auto.A.name)
E = Enum('E', 'X Y Z', start=5); print(list(E), E.X)
E2 = Enum('E2', {'P': 1, 'Q': 'q'}); print(list(E2), E2.Q.value, E2.__members__)
class Alias(Enum):
    A = 1; B = 1
print(Alias.B, list(Alias), Alias.__members__, Alias.B is Alias.A)
try:
    @unique
    class D(Enum):
        A = 1; B = 1
except ValueError as e: print(e)
class Op(Enum):
    ADD = member(lambda a, b: a + b)
    NOTE = nonmember(3)
    def __call__(self, *a): return self.value(*a)
print(Op.ADD(1, 2), Op.NOTE)
try:
    class Sub(Color): pass
except TypeError as e: print(e)
print(isinstance(Color, EnumMeta), type(Color.RED) is Color, hash(Color.RED) == hash(Color.RED), dir(Color.RED)[-3:], Color.RED.__class__.__name__)
match Color.RED:
    case Color.GREEN: print('g')
    case Color.RED: print('r')
import copy; print(copy.deepcopy(Color.RED) is Color.RED, copy.copy(Perm.RW) is Perm.RW)
