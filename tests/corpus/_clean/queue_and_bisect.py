import bisect
import heapq
import queue
from array import array
from graphlib import TopologicalSorter

q = queue.PriorityQueue()
for item in [(3, "c"), (1, "a"), (2, "b")]:
    q.put(item)
while not q.empty():
    print(q.get(), end=" ")
print()
h = [5, 1, 4]
heapq.heapify(h)
heapq.heappush(h, 0)
print(heapq.nsmallest(2, h), heapq.heappop(h), heapq.heapreplace(h, 9), list(heapq.merge([1, 4], [2, 3])))
xs = [1, 3, 5]
bisect.insort(xs, 4)
print(xs, bisect.bisect_left(xs, 3), bisect.bisect(xs, 3, key=lambda v: v))
arr = array("i", [1, 2, 3])
arr.append(4)
arr[0] += 10
print(arr, arr.tolist(), arr.itemsize >= 2, sum(arr))
print(list(TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order())[0])
lifo = queue.LifoQueue()
lifo.put(1), lifo.put(2)
print(lifo.get(), lifo.qsize())
try:
    queue.Queue().get_nowait()
except queue.Empty:
    print("empty")
