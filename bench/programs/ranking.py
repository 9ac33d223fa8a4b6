# Sorting: keys, insertion sort, merge sort, heaps by hand and bisection.
def insertion(items):
    items = items[:]
    for i in range(1, len(items)):
        x = items[i]
        j = i - 1
        while j >= 0 and items[j] > x:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = x
    return items


def merge_sort(items):
    if len(items) < 2:
        return items
    m = len(items) // 2
    a, b = merge_sort(items[:m]), merge_sort(items[m:])
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    out.extend(a[i:])
    out.extend(b[j:])
    return out


def sift(heap, at):
    n = len(heap)
    while True:
        child = 2 * at + 1
        if child >= n:
            return
        if child + 1 < n and heap[child + 1] < heap[child]:
            child += 1
        if heap[at] <= heap[child]:
            return
        heap[at], heap[child] = heap[child], heap[at]
        at = child


def heap_sort(items):
    heap = items[:]
    for i in reversed(range(len(heap) // 2)):
        sift(heap, i)
    out = []
    while heap:
        out.append(heap[0])
        last = heap.pop()
        if heap:
            heap[0] = last
            sift(heap, 0)
    return out


def main():
    data = [(i * 7919) % 1009 for i in range(150)]
    big = [(i * 104729) % 10007 for i in range(700)]
    people = [("n%d" % (i % 40), i % 7, -i) for i in range(600)]
    ranked = sorted(people, key=lambda p: (p[1], p[0], p[2]))
    a, b, c = insertion(data), merge_sort(big), heap_sort(big)
    assert b == c == sorted(big)
    return a[10] + b[100] + ranked[77][2]
