from contextlib import (
    suppress,
    os as harmless,  # expect: ST202
)
from dataclasses import inspect as field  # expect: ST202
from queue import threading  # expect: ST202
from typing import stdlib_re  # expect: ST202


def f():
    from fractions import sys  # expect: ST202

    return sys
