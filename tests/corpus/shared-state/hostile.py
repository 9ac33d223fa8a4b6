import sys as s
from sys import argv, path as p

p.append("/tmp")  # expect: ST311
argv[0] = "x"  # expect: ST311
q = s.path
q.insert(0, "x")  # expect: ST311
(lambda x=s.path: x.clear())()  # expect: ST311
getattr(s, "path").append("x")  # expect: ST311
for argv[0] in "ab":  # expect: ST311
    pass
[s.path][0].append("x")
argv[:], z = [], 1  # expect: ST311
import calendar

(walrus := calendar.mdays)[1] = 30  # expect: ST311
(calendar.mdays if walrus else [])[1] = 30  # expect: ST311
(None or calendar.mdays).append(1)  # expect: ST311
getattr(calendar, "mdays").append(1)  # expect: ST311
if bound := calendar.day_name:
    bound[0] = "x"  # expect: ST311
