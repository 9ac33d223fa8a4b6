from random import _os  # expect: ST202
#                  ^^^ expect: ST202
from typing import sys  # expect: ST202
from enum import bltns  # expect: ST202
from random import _inst, randint  # expect: ST202
