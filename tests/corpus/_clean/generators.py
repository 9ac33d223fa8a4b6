import itertools


def countdown(n):
    while n > 0:
        received = yield n
        n = received if received is not None else n - 1


def chunks(items, size):
    iterator = iter(items)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk


def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total, count
        total += value
        count += 1
        average = total / count


def delegate(results):
    result = yield from averager()
    results.append(result)


generator = countdown(5)
print(next(generator), generator.send(3), list(generator))
print(list(chunks(range(7), 3)))
results = []
average = delegate(results)
next(average)
print(average.send(10), average.send(20))
try:
    average.send(None)
except StopIteration:
    print(results)
print(list(itertools.accumulate([1, 2, 3], lambda a, b: a * b)), sum(x * x for x in range(4)))
