# sets: default, education, agent
import csv
import io
from collections import defaultdict
from datetime import datetime, timedelta, date

RAW = """when,who,amount
2024-02-28 10:00,ann,12.50
2024-02-29 23:59,bob,7
2024-03-01 00:01,ann,"1,000.25"
2023-12-31 12:00,cy,-3
"""

rows = list(csv.DictReader(io.StringIO(RAW)))
by = defaultdict(lambda: {"n": 0, "sum": 0.0})
for r in rows:
    r["when"] = datetime.strptime(r["when"], "%Y-%m-%d %H:%M")
    r["amount"] = float(r["amount"].replace(",", ""))
    b = by[r["who"]]
    b["n"] += 1
    b["sum"] += r["amount"]
out = io.StringIO()
w = csv.writer(out, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
w.writerow(["who", "n", "mean"])
for who, b in sorted(by.items(), key=lambda kv: -kv[1]["sum"]):
    w.writerow([who, b["n"], f"{b['sum'] / b['n']:.3f}"])
print(out.getvalue(), end="")
first, *_, last = sorted(r["when"] for r in rows)
print(last - first, (last - first) // timedelta(days=1), first.strftime("%A %d %B %Y"))
print(date(2024, 2, 29).isoformat(), date.fromisoformat("2024-02-29").weekday())
w = csv.DictWriter(out, fieldnames=["a", "b"], extrasaction="ignore")
w.writeheader(); w.writerows([{"a": 1, "b": "x,y", "c": 0}])
print(repr(out.getvalue()[-14:]))
