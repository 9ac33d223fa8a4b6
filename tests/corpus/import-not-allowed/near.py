from __future__ import annotations

import collections.abc
import json as os
import math
from collections import Counter, deque
from collections.abc import Iterable
from datetime import datetime
from math import ceil as up

subprocess = "import subprocess"
print(math.pi, os.dumps(1), Counter, deque, Iterable, datetime, up, collections.abc, subprocess)
