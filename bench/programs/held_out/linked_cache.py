# A cache as a dict and a doubly linked list of nodes.
class Node:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = self.after = None


class Cache:
    def __init__(self, size):
        self.size = size
        self.nodes = {}
        self.head = Node(None, None)
        self.tail = Node(None, None)
        self.head.after = self.tail
        self.tail.before = self.head
        self.hits = 0

    def unlink(self, node):
        node.before.after = node.after
        node.after.before = node.before

    def push(self, node):
        node.after = self.head.after
        node.before = self.head
        self.head.after.before = node
        self.head.after = node

    def get(self, key):
        node = self.nodes.get(key)
        if node is None:
            return None
        self.hits += 1
        self.unlink(node)
        self.push(node)
        return node.value

    def put(self, key, value):
        if key in self.nodes:
            self.unlink(self.nodes[key])
        elif len(self.nodes) >= self.size:
            last = self.tail.before
            self.unlink(last)
            del self.nodes[last.key]
        node = Node(key, value)
        self.nodes[key] = node
        self.push(node)


def main():
    cache = Cache(64)
    seed, total = 1, 0
    for _ in range(8000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        key = seed // 65536 % 100
        found = cache.get(key)
        if found is None:
            cache.put(key, key * 2)
        else:
            total += found
    return cache.hits, total
