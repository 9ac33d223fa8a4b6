# stopped-by: guard
# dispatch() compares what calls itself a class with every subclass of object
import functools


class Part:
    def __init__(self, of):
        self.of = of

    def __hash__(self):
        return self.of

    def __eq__(self, other):
        seen.append(other)
        return False


class Fake:
    def __getattr__(self, name):
        if name == "__bases__":
            return (object,)
        if name == "__mro__":
            # Classes of C lie side by side, and their hash is their address.
            return tuple([Part(hash(int) + step) for step in range(-30000, 30000)])
        raise AttributeError(name)


@functools.singledispatch
def function(value):
    pass


seen = []
try:
    function.dispatch(Fake())
except TypeError as error:
    print(error)
for found in seen:
    print("ESCAPED", found)
