def step(cells):
    neighbours = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = (x + dx, y + dy)
                    neighbours[key] = neighbours.get(key, 0) + 1
    return {k for k, n in neighbours.items() if n == 3 or (n == 2 and k in cells)}


def main():
    cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)} | {(10 + i, 10) for i in range(30)}
    for _ in range(120):
        cells = step(cells)
    return len(cells)
