# stopped-by: guard
# a metaclass asks for a truth value while the class statement's permit lives
import collections
import enum


class Holder:
    maps = ((), {"__getattribute__": lambda self, name: "lie"})


class Boundary:
    def __bool__(self):
        # Of a class, `self.__class__(m, *self.maps)` is type(name, bases, namespace).
        made.append(collections.ChainMap.new_child(Holder, "Made"))
        return False


made = []


class Own(enum.Enum, boundary=Boundary()):
    A = 1


print("ESCAPED", made[0]().anything)
