import functools
from dataclasses import dataclass as data


def own(f):
    return f


def make(n):
    return own


@own
@make(3)
@functools.cache
def f():
    pass


@data(frozen=True)
class D:
    x: int

    @property
    def y(self):
        return self.x

    @y.setter
    def y(self, value):
        pass
