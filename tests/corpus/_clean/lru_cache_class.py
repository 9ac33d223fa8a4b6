from collections import OrderedDict
from collections.abc import MutableMapping


class LRU(MutableMapping):
    def __init__(self, size):
        self._size = size
        self._items = OrderedDict()

    def __getitem__(self, key):
        self._items.move_to_end(key)
        return self._items[key]

    def __setitem__(self, key, value):
        self._items[key] = value
        self._items.move_to_end(key)
        if len(self._items) > self._size:
            self._items.popitem(last=False)

    def __delitem__(self, key):
        del self._items[key]

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)


cache = LRU(2)
cache["a"], cache["b"] = 1, 2
cache["a"] += 10
cache["c"] = 3
print(dict(cache), "b" in cache, cache.get("b", "gone"), len(cache))
del cache["a"]
print(list(cache))
