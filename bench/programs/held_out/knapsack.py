def main():
    weights = [(i * 37) % 23 + 1 for i in range(90)]
    values = [(i * 91) % 47 + 3 for i in range(90)]
    capacity = 2500
    best = [0] * (capacity + 1)
    for w, v in zip(weights, values):
        for c in range(capacity, w - 1, -1):
            candidate = best[c - w] + v
            if candidate > best[c]:
                best[c] = candidate
    return best[capacity]
