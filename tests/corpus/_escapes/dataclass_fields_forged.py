# stopped-by: guard
# fields of an object's own dict are read by name: replace() gets any attribute
import dataclasses
import types


@dataclasses.dataclass(init=False)
class Data(types.SimpleNamespace):
    field: int

    def __init__(self, **values):
        super().__init__(**values)


class Forged(dict):
    def values(self):
        print("ESCAPED")
        return []


for function in (dataclasses.fields, dataclasses.asdict, dataclasses.astuple, dataclasses.replace):
    try:
        function(Data(field=1, __dataclass_fields__=Forged()))
    except TypeError as error:
        print(error)
