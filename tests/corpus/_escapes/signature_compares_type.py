# stopped-by: guard
# dataclass() asks for the signature of __init__, which is compared with `type`
import dataclasses


class Init:
    def __call__(self, *values):
        pass

    def __eq__(self, other):
        seen.append(other)
        return False


seen = []


@dataclasses.dataclass(init=False)
class Data:
    field: int = 1
    __init__ = Init()


for found in seen:
    print("ESCAPED", found)
