# stopped-by: guard
import dataclasses
import enum
import typing
@dataclasses.dataclass
class Mine:
    _inst: bool
alias = typing.Type[int]
initializers = [Mine.__init__, vars(Mine).get('__init__')]
for initialize in initializers:
    try:
        initialize(alias, True)
    except TypeError as error:
        print(error)
    try:
        initialize(self=alias, _inst=True)
    except TypeError as error:
        print(error)
print('ESCAPED', alias(enum.Enum))
