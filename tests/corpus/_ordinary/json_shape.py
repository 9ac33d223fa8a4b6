# sets: default, education, agent
import json
from dataclasses import dataclass, field, asdict, astuple, replace
from typing import Optional, List
from decimal import Decimal
from enum import Enum, auto

class Kind(Enum):
    BOOK = auto()
    PEN = auto()

@dataclass
class Item:
    name: str
    kind: Kind = Kind.BOOK
    tags: List[str] = field(default_factory=list)
    price: Optional[Decimal] = None

class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Decimal):
            return str(o)
        if isinstance(o, Enum):
            return o.name
        return super().default(o)

items = [Item("a", price=Decimal("1.10")), Item("b", Kind.PEN, ["x", "y"])]
items.append(replace(items[0], name="c"))
s = json.dumps([asdict(i) for i in items], cls=Encoder, indent=2, sort_keys=True)
print(s)
back = json.loads(s, parse_float=Decimal, object_hook=lambda d: Item(**d) if "tags" in d else d)
print(back[1], astuple(back[1]))
try:
    json.loads('{"a": [1, 2,}')
except json.JSONDecodeError as e:
    print(e.msg, e.lineno, e.colno, e.pos)
try:
    json.dumps({"x": {1, 2}})
except TypeError as e:
    print(type(e).__name__, e)
