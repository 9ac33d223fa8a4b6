data = [(i * 7919) % 101 for i in range(60)]
heap = list(data)
heapify(heap)
print([heappop(heap) for _ in range(10)])
heappush(heap, -5)
print(heappushpop(heap, 3), heapreplace(heap, 500), heap[0])
print(nlargest(5, data), nsmallest(5, data), nlargest(3, data, key=lambda v: -v))
h = [5, 3, 8]
_heapify_max(h)
print(h, _heappop_max(h))
