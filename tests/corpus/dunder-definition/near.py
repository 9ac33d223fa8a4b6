class Vector:
    __slots__ = ("x", "y")
    __match_args__ = ("x", "y")
    __hash__ = None

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    __str__ = __repr__

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __iter__(self):
        yield self.x
        yield self.y

    def __private(self):
        return 1

    def _del_(self):
        return self.__private()


print(2 * Vector(1, 2))
