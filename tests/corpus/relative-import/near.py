from math import sqrt

x = ...
y = 1.
print(sqrt(2), x, y, "from . import x")
