class Typed:
    def __init__(self, kind, default=None):
        self.kind = kind
        self.default = default

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return getattr(obj, self.name, self.default)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(obj, self.name, value)


class Person:
    name = Typed(str)
    age = Typed(int, 0)

    def __init__(self, name, age=0):
        self.name = name
        self.age = age


class Tree:
    __slots__ = ("left", "right", "value")

    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


p = Person("Ann", 5)
print(p.name, p.age)
try:
    p.age = "x"
except TypeError as e:
    print(e)
print(list(Tree(2, Tree(1), Tree(3))), Person.name.kind is str)


class Lazy:
    @property
    def value(self):
        if not hasattr(self, "_v"):
            self._v = 42
        return self._v

    @staticmethod
    def helper(x):
        return -x

    @classmethod
    def make(cls):
        return cls()


print(Lazy.make().value, Lazy.helper(3))
