from math import *
import calendar
import collections
import random
import string
import sys

path = list(sys.path)
path.append("x")
path[0] = "y"
names = list(calendar.day_name)
names[0] = "Moonday"
d = collections.deque()
d.append(1)
collections.deque.append(d, 2)
collections.OrderedDict.update(collections.OrderedDict(), {})
random.seed(1)
letters = string.ascii_letters
letters += "x"


class Sys:
    path = []


Sys.path.append(1)
print(sys.argv[0], sys.argv.index("x"))
results = []
results.append(pi)
e = [1]
e.append(2)
(copied := list(calendar.mdays))[1] = 30
(copied or [])[0] = 1
getattr(calendar, "TextCalendar")(3).formatmonth(2024, 1)
