# stopped-by: guard
# a keyword of a class statement must not replace what makes its namespace
import enum


def prepare(metaclass, name, bases, **options):
    seen.append(metaclass)
    return {}


class Base(enum.Enum):
    def __init_subclass__(cls, **options):
        pass


seen = []
try:
    class Stolen(Base, prepare=prepare):
        pass
except (TypeError, AttributeError) as error:
    print(error)
print("ESCAPED" if seen else "kept", seen)
