def hanoi(n, source="A", target="C", spare="B"):
    if n == 0:
        return []
    return [
        *hanoi(n - 1, source, spare, target),
        (source, target),
        *hanoi(n - 1, spare, target, source),
    ]


def permutations(items):
    if len(items) <= 1:
        yield tuple(items)
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield (item, *rest)


moves = hanoi(4)
print(len(moves), moves[:3], len(list(permutations([1, 2, 3, 4]))))
