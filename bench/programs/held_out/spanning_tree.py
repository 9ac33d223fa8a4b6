# Union-find on lists, with while loops and sorted edges.
def find(parents, node):
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node


def main():
    count = 500
    edges = []
    for i in range(count):
        for step in (1, 3, 11, 40):
            edges.append(((i * 31 + step * 17) % 97, i, (i * step + step) % count))
    total = 0
    for _ in range(3):
        parents, ranks = list(range(count)), [0] * count
        for weight, a, b in sorted(edges):
            a, b = find(parents, a), find(parents, b)
            if a == b:
                continue
            total += weight
            if ranks[a] < ranks[b]:
                a, b = b, a
            parents[b] = a
            if ranks[a] == ranks[b]:
                ranks[a] += 1
    return total
