import abc
from abc import ABC, ABCMeta
from enum import Enum


class A(metaclass=ABCMeta):
    pass


class B(metaclass=abc.ABCMeta):
    pass


class C(ABC):
    metaclass = 1


class D(Enum):
    RED = 1


class E(metaclass=type):
    pass


def f(metaclass=None):
    return metaclass


print(A, B, C, D, E, f(metaclass=1))
