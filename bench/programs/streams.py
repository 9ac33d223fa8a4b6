# Generators: pipelines, delegation, send and infinite sequences.
def naturals():
    n = 0
    while True:
        yield n
        n += 1


def take(count, source):
    for item in source:
        if count <= 0:
            return
        count -= 1
        yield item


def evens(source):
    for n in source:
        if n % 2 == 0:
            yield n


def chain(*sources):
    for s in sources:
        yield from s


def averager():
    total, count, value = 0.0, 0, None
    while True:
        value = yield value
        total += value
        count += 1
        value = total / count


def walk(tree):
    if tree is None:
        return
    left, value, right = tree
    yield from walk(left)
    yield value
    yield from walk(right)


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return (build(low, middle), middle, build(middle + 1, high))


def main():
    total = sum(take(1500, evens(naturals())))
    total += sum(n * n for n in chain(range(500), take(500, naturals())))
    a = averager()
    next(a)
    last = 0
    for i in range(500):
        last = a.send(i)
    return total + last + sum(walk(build(0, 300)))
