class _Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self, items=()):
        self._head = None
        for item in reversed(list(items)):
            self._head = _Node(item, self._head)

    def __iter__(self):
        node = self._head
        while node is not None:
            yield node.value
            node = node.next

    def reverse(self):
        previous, node = None, self._head
        while node:
            node.next, previous, node = previous, node, node.next
        self._head = previous

    def __contains__(self, item):
        return any(value == item for value in self)


numbers = LinkedList(range(5))
numbers.reverse()
print(list(numbers), 3 in numbers, 9 in numbers)
