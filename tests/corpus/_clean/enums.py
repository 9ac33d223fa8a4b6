from enum import Enum, Flag, IntEnum, auto, unique


@unique
class Colour(Enum):
    RED = auto()
    GREEN = auto()

    @classmethod
    def parse(cls, text):
        return cls[text.upper()]

    def __str__(self):
        return self.name.title()


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Rights(Flag):
    READ = 1
    WRITE = 2
    BOTH = READ | WRITE


print(Colour.parse("red"), list(Colour), Level.HIGH > Level.LOW, Rights.READ in Rights.BOTH)
print(Colour.RED.value, Colour(2).name, Rights.BOTH & Rights.WRITE)
