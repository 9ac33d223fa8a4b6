def wrap(f):
    def inner(*args):
        return f(*args)

    inner.__name__ = f.__name__
    inner.__doc__ = f.__doc__
    inner.__qualname__ = "wrapped"
    return inner


class C:
    def __init__(self):
        self.__value = 1
        self._x__ = 2


print(wrap(len), C().__class__, C.__init__)


class Frozen:
    def __init__(self, x):
        object.__setattr__(self, "x", x)
        super().__setattr__("_y", x)
        setattr(self, "__doc__", "a value that stays")

    def __setattr__(self, name, value):
        raise AttributeError(name)
