# Attribute loads and stores on instances.
class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def main():
    bodies = [Body(0, 0, 0, 0, 0, 0, 39.5), Body(4.8, -1.2, -0.1, 0.6, 2.8, -0.02, 0.04),
              Body(8.3, 4.1, -0.4, -1.0, 1.8, 0.008, 0.01), Body(12.9, -15.1, -0.2, 1.1, 0.9, -0.01, 0.002)]
    for _ in range(12000):
        for i in range(4):
            a = bodies[i]
            for j in range(i + 1, 4):
                b = bodies[j]
                dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
                mag = 0.001 / (dx * dx + dy * dy + dz * dz + 0.01) ** 1.5
                a.vx -= dx * b.mass * mag
                a.vy -= dy * b.mass * mag
                a.vz -= dz * b.mass * mag
                b.vx += dx * a.mass * mag
                b.vy += dy * a.mass * mag
                b.vz += dz * a.mass * mag
        for b in bodies:
            b.x += 0.001 * b.vx
            b.y += 0.001 * b.vy
            b.z += 0.001 * b.vz
    return round(sum(b.x + b.y + b.z for b in bodies), 6)
