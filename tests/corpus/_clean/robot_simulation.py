from collections import namedtuple, deque, ChainMap

Pos = namedtuple("Pos", "x y")
MOVES = {"N": Pos(0, 1), "S": Pos(0, -1), "E": Pos(1, 0), "W": Pos(-1, 0)}


def walk(path, start=Pos(0, 0)):
    pos = start
    history = deque([pos], maxlen=3)
    for step in path:
        d = MOVES[step]
        pos = pos._replace(x=pos.x + d.x, y=pos.y + d.y)
        history.append(pos)
    return pos, list(history)


print(walk("NNESW"), Pos._make([1, 2]), Pos(3, 4) + (5,), Pos(1, 2)._fields)
maze = ["S.#", "..#", "#.E"]


def bfs(grid):
    h, w = len(grid), len(grid[0])
    q = deque([(0, 0, 0)])
    seen = {(0, 0)}
    while q:
        r, c, d = q.popleft()
        if grid[r][c] == "E":
            return d
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            nr, nc = r + dr, c + dc
            if 0 <= nr < h and 0 <= nc < w and grid[nr][nc] != "#" and (nr, nc) not in seen:
                seen.add((nr, nc))
                q.append((nr, nc, d + 1))
    return None


print(bfs(maze), ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
