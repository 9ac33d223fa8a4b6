import json
from operator import itemgetter
from itertools import groupby

raw = '[{"k": "a", "v": [1, 2, {"deep": null}]}, {"k": "b", "v": []}, {"k": "a", "v": true}]'
data = json.loads(raw)
data.sort(key=itemgetter("k"))
for key, group in groupby(data, key=lambda d: d["k"]):
    items = list(group)
    print(key, len(items), [type(i["v"]).__name__ for i in items])
try:
    json.loads("{bad")
except json.JSONDecodeError as error:
    print(error.msg, error.lineno, error.colno)


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


print(json.dumps({"s": {3, 1, 2}}, cls=Encoder))
