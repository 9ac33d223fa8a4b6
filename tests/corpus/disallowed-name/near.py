__all__ = ["value", "_private", "__mangled"]
__author__ = "somebody"
__version__ = "1.0"
_private = 1
__mangled = 2
_ = 3
__ = 4
____ = 5


class Node:
    __slots__ = ("_value", "__next")

    def __init__(self, value):
        self._value = value
        self.__next = None

    def __eq__(self, other):
        return self._value == other._value

    __hash__ = None

    def kind(self):
        return __class__.__name__


if __name__ == "__main__":
    print(_private, __mangled, _, __, ____, Node(1).kind(), __doc__)
if __debug__:
    print("debug")
