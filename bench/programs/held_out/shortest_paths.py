# Dijkstra with heapq over a dict of lists.
import heapq


def main():
    edges = {}
    for i in range(400):
        for step in (1, 7, 31):
            edges.setdefault(i, []).append(((i * step + 3) % 400, (i * 37 + step) % 29 + 1))
    total = 0
    for start in range(4):
        best = {start: 0}
        heap = [(0, start)]
        while heap:
            cost, node = heapq.heappop(heap)
            if cost > best[node]:
                continue
            for target, weight in edges[node]:
                new = cost + weight
                if new < best.get(target, 1_000_000):
                    best[target] = new
                    heapq.heappush(heap, (new, target))
        total += sum(best.values())
    return total
