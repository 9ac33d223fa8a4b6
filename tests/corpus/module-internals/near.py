import bisect
import collections
import copy
import datetime
import time


class Machine:
    def __init__(self):
        self.sys = 1
        self.os = 2
        self._os = 3


machine = Machine()
print(machine.sys, machine.os, machine._os, datetime.datetime, time.time, copy.copy)
print(collections.abc.Iterable, bisect.bisect, collections.namedtuple("P", "x")(1)._asdict())
