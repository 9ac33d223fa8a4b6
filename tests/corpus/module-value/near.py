import collections.abc
import math
import os
from math import pi, sqrt

x = math.pi + pi
y = [sqrt, math.sqrt]
z = os.path.join("a", "b")
isinstance([], collections.abc.Sized)
