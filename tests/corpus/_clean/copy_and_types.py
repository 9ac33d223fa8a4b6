import copy
import types
from types import SimpleNamespace, MappingProxyType


class Node:
    def __init__(self, v):
        self.v = v
        self.kids = []

    def __deepcopy__(self, memo):
        n = Node(self.v)
        n.kids = copy.deepcopy(self.kids, memo)
        return n

    def __reduce__(self):
        return (Node, (self.v,))


a = Node(1)
a.kids.append(Node(2))
b = copy.deepcopy(a)
b.kids[0].v = 9
c = copy.copy(a)
print(a.kids[0].v, b.kids[0].v, c.v, copy.copy([1, [2]]), copy.deepcopy({"a": [1]}))
ns = SimpleNamespace(x=1, y=2)
ns.z = 3
print(ns, MappingProxyType({"a": 1})["a"], isinstance(lambda: 0, types.BuiltinFunctionType))
print(type(3) is int, type("").__name__, type(ns).__name__, isinstance(True, int), isinstance(1, (str, int)))
print(int | None, list[int], isinstance(3, int | str))
