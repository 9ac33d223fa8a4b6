import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field, asdict
import json

TEXT = """name,city,amount
Ann,Paris,10.5
Bob,Rome,7
Ann,Rome,3.25
"""


@dataclass
class Row:
    name: str
    city: str
    amount: float
    tags: list[str] = field(default_factory=list)

    @classmethod
    def parse(cls, raw: dict[str, str]) -> "Row":
        return cls(raw["name"], raw["city"], float(raw["amount"]))


rows = [Row.parse(r) for r in csv.DictReader(io.StringIO(TEXT))]
by_name: dict[str, float] = defaultdict(float)
for row in rows:
    by_name[row.name] += row.amount
    row.tags.append(row.city.lower())
print(json.dumps({k: round(v, 2) for k, v in sorted(by_name.items())}, indent=2))
print(json.dumps([asdict(r) for r in rows], sort_keys=True))
out = io.StringIO()
writer = csv.writer(out, lineterminator="\n")
writer.writerow(["name", "sum"])
writer.writerows(by_name.items())
print(out.getvalue(), end="")
