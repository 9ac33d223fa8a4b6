def f():
    from ... import os as math  # expect: ST203

    return math


from .math import sqrt  # expect: ST203
from . import *  # expect: ST203
