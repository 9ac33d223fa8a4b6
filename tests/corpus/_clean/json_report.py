import json
from datetime import date, datetime, timedelta

DATA = '{"items": [{"name": "apple", "price": 1.5, "tags": ["fruit"]}, {"name": "bread", "price": null}]}'


class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, (date, datetime)):
            return value.isoformat()
        return super().default(value)


data = json.loads(DATA)
total = sum(item["price"] or 0 for item in data["items"])
data["total"] = total
data["due"] = date(2024, 2, 28) + timedelta(days=2)
print(json.dumps(data, cls=Encoder, sort_keys=True, indent=1))
print(datetime(2024, 1, 2, 3, 4, 5).strftime("%Y/%m/%d %H:%M"), (date(2024, 3, 1) - date(2024, 2, 1)).days)
