# Operator methods of a small value class.
class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def __eq__(self, other):
        return (self.x, self.y, self.z) == (other.x, other.y, other.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z


def main():
    place, speed = Vector(0.0, 0.0, 0.0), Vector(1.0, 0.5, 0.25)
    turns = 0
    for i in range(6000):
        place = place + speed * 0.01
        if place.dot(place) > 4.0:
            speed = speed * -1.0
            turns += 1
        if place == speed:
            turns += 100
    return round(place.x, 6), turns
