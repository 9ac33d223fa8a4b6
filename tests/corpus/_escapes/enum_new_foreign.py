# stopped-by: guard
import collections
import enum
import typing
alias = typing.Counter[int]
class Mine(enum.Enum):
    def __new__(cls, *values):
        return alias
    A = (collections.Counter, (str,))
print('ESCAPED', alias)
