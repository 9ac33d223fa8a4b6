# Classes: a bank of particles with inheritance, properties and dunder methods.
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def scale(self, k):
        return Vec(self.x * k, self.y * k)


class Particle:
    def __init__(self, position, velocity):
        self.position = position
        self.velocity = velocity
        self.age = 0
        self.alive = True

    def step(self, dt):
        self.position = self.position + self.velocity.scale(dt)
        self.age += 1
        if self.age > self.limit():
            self.alive = False

    def limit(self):
        return 40

    @property
    def energy(self):
        v = self.velocity
        return v.x * v.x + v.y * v.y


class Heavy(Particle):
    def __init__(self, position, velocity, mass):
        super().__init__(position, velocity)
        self.mass = mass

    def limit(self):
        return 80

    def step(self, dt):
        self.velocity.y -= 0.1 * self.mass * dt
        super().step(dt)


class World:
    def __init__(self):
        self.particles = []
        self._time = 0.0

    def add(self, p):
        self.particles.append(p)

    def run(self, steps):
        for _ in range(steps):
            for p in self.particles:
                if p.alive:
                    p.step(0.01)
            self._time += 0.01

    def total(self):
        return sum(p.energy for p in self.particles)


def main():
    w = World()
    for i in range(20):
        w.add(Particle(Vec(i, 0.0), Vec(0.5, i * 0.1)))
        w.add(Heavy(Vec(0.0, i), Vec(i * 0.2, 1.0), 2.0))
    w.run(60)
    return round(w.total(), 6)
