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
