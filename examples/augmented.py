class Counter:
    def __init__(self):
        self.hits = 0


def test():
    name = 1
    name += 2
    items = [1, 2, 3]
    items[1] += 40
    counter = Counter()
    counter.hits += 5
    return [name, items, counter.hits]
