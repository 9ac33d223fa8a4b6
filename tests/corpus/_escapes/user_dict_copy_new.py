# stopped-by: guard
import collections
import copy
import enum
import typing
alias = typing.Type[int]
given = []
class Mine(collections.UserDict):
    def __new__(cls):
        return given.pop() if given else super().__new__(cls)
mine = Mine()
mine._inst = True
given.append(alias)
try:
    copy.copy(mine)
except TypeError as error:
    print(error)
print('ESCAPED', alias(enum.Enum))
