# Generators that feed one another, zip, enumerate and star calls.
def numbers(count):
    for i in range(count):
        yield i


def scaled(source, factor):
    for value in source:
        yield value * factor


def windows(source, size):
    kept = []
    for value in source:
        kept.append(value)
        if len(kept) > size:
            kept.pop(0)
        if len(kept) == size:
            yield tuple(kept)


def spread(a, b, *rest):
    return max(a, b, *rest) - min(a, b, *rest)


def main():
    total = 0
    for i, window in enumerate(windows(scaled(numbers(9000), 3), 4)):
        total += spread(*window) * (i % 3)
    pairs = [(a, b) for a, b in zip(scaled(numbers(3000), 2), numbers(3000)) if (a + b) % 4 == 0]
    return total, len(pairs), sum(a - b for a, b in pairs)
