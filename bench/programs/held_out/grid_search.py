# Breadth-first search with a deque over tuples.
from collections import deque


def main():
    size = 60
    walls = {(x, y) for x in range(size) for y in range(size) if (x * 7 + y * 13) % 5 == 0 and x != y}
    distance = {(0, 0): 0}
    queue = deque([(0, 0)])
    while queue:
        x, y = queue.popleft()
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1)):
            place = (x + dx, y + dy)
            if 0 <= place[0] < size and 0 <= place[1] < size and place not in walls and place not in distance:
                distance[place] = distance[(x, y)] + 1
                queue.append(place)
    return len(distance), max(distance.values())
