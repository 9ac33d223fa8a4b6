import csv
import io

TEXT = "name,amount\nAnn,3\nBob,\"1,5\"\n"
rows = list(csv.DictReader(io.StringIO(TEXT)))
for row in rows:
    row["amount"] = row["amount"].replace(",", ".")
out = io.StringIO()
writer = csv.writer(out, delimiter=";", lineterminator="\n")
writer.writerow(rows[0].keys())
writer.writerows(row.values() for row in rows)
print(out.getvalue(), end="")
print(sum(float(row["amount"]) for row in rows))
