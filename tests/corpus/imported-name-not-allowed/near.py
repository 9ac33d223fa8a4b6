from __future__ import division
from collections import OrderedDict, abc
from copy import copy, deepcopy
from datetime import datetime, time
from math import pi as _pi
from pprint import pprint
from random import random
from time import time as now

print(OrderedDict, abc, copy, deepcopy, datetime, time, _pi, pprint, random, now)
