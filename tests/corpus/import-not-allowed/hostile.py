try:
    import nope  # expect: ST201
except ImportError:
    import os  # expect: ST201


def f():
    import sys; return sys  # expect: ST201


import	posix  # expect: ST201
from os import *  # expect: ST201
import math as m, ctypes as c  # expect: ST201
from builtins import eval  # expect: ST101, ST201
import ºs  # expect: ST201, ST701
