# sets: data-science
import csv, io
from collections import defaultdict
import numpy as np
DATA = "city,temp\nOslo,3\nRome,15\nOslo,5\nRome,17.5\n"
groups = defaultdict(list)
for row in csv.DictReader(io.StringIO(DATA)): groups[row["city"]].append(float(row["temp"]))
table = {c: np.asarray(v) for c, v in groups.items()}
for c, v in sorted(table.items()): print(f"{c:<6}{v.mean():8.2f}{v.std(ddof=1):8.3f}", v.argmax())
m = np.array([[4, 1], [2, 3]]); w, vec = np.linalg.eig(m); print(sorted(w.tolist()), np.linalg.det(m).round(3), m.astype(np.int64).dtype, m[::-1, ...].ravel())
hist, edges = np.histogram([1, 2, 2, 3, 9], bins=4); print(hist, edges)
