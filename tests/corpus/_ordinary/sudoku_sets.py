# sets: default, judge
GRID = """53..7....
6..195...
.98....6.
8...6...3
4..8.3..1
7...2...6
.6....28.
...419..5
....8..79"""
cells = {(r, c): ch for r, line in enumerate(GRID.splitlines()) for c, ch in enumerate(line)}
def peers(r, c):
    return ({(r, k) for k in range(9)} | {(k, c) for k in range(9)} | {(r // 3 * 3 + i, c // 3 * 3 + j) for i in range(3) for j in range(3)}) - {(r, c)}
PEERS = {rc: peers(*rc) for rc in cells}
def solve(g):
    empty = [rc for rc, v in g.items() if v == "."]
    if not empty: return g
    rc = min(empty, key=lambda p: len(options(g, p)))
    for v in sorted(options(g, rc)):
        if (res := solve({**g, rc: v})): return res
    return None
def options(g, rc): return set("123456789").difference(g[p] for p in PEERS[rc])
done = solve(cells)
print("\n".join("".join(done[r, c] for c in range(9)) for r in range(9)))
