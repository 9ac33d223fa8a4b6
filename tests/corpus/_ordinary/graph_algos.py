# sets: default, education, judge
from heapq import heappush, heappop, heapify, nlargest
from collections import defaultdict, OrderedDict, ChainMap, Counter, deque
from bisect import bisect_left, insort
INF = float("inf")
edges = [("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("c", "d", 8)]
g = defaultdict(dict)
for u, v, w in edges:
    g[u][v] = w
    g[v].setdefault(u, w)
def dijkstra(src):
    dist, prev, pq = {src: 0}, {}, [(0, src)]
    while pq:
        d, u = heappop(pq)
        if d > dist.get(u, INF): continue
        for v, w in g[u].items():
            if (nd := d + w) < dist.get(v, INF):
                dist[v], prev[v] = nd, u
                heappush(pq, (nd, v))
    return dist, prev
dist, prev = dijkstra("a")
path = ["d"]
while path[-1] in prev: path.append(prev[path[-1]])
print(dist, " -> ".join(reversed(path)))
def floyd(n, es):
    d = [[INF] * n for _ in range(n)]
    for i in range(n): d[i][i] = 0
    for u, v, w in es: d[u][v] = min(d[u][v], w)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                d[i][j] = min(d[i][j], d[i][k] + d[k][j])
    return d
print(floyd(3, [(0, 1, 3), (1, 2, -1)]))
def topo(deps):
    indeg = Counter()
    adj = {}
    for k, vs in deps.items():
        indeg[k] += 0
        for v in vs:
            adj.setdefault(v, []).append(k)
            indeg[k] += 1
            indeg[v] += 0
    q = deque(sorted(k for k in indeg if not indeg[k]))
    while q:
        yield (k := q.popleft())
        for x in adj.get(k, ()):
            indeg[x] -= 1
            if not indeg[x]: q.append(x)
print(*topo({"app": {"lib", "log"}, "lib": {"log"}, "log": set()}))
seen, low, ids, t = {}, {}, {}, 0
def tarjan(u, parent=None):
    global t
    ids[u] = low[u] = t
    t += 1
    for v in g[u]:
        if v == parent: continue
        if v in ids: low[u] = min(low[u], ids[v])
        else:
            tarjan(v, u)
            low[u] = min(low[u], low[v])
            if low[v] > ids[u]: print("bridge", u, v)
tarjan("a")
od = OrderedDict(sorted(dist.items())); od.move_to_end("a"); print(od, od.popitem(last=False))
xs = []
for x in [5, 1, 4, 1]: insort(xs, x)
print(xs, bisect_left(xs, 4), nlargest(2, xs), ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
c = Counter("abracadabra"); c.subtract("aaa"); print(c.most_common(2), c - Counter(a=1), +c, sum(c.values()), sorted(c.elements())[:3])
