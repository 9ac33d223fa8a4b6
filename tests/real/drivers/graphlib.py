g = {"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}
print(sorted(TopologicalSorter(g).static_order())[0], len(list(TopologicalSorter(g).static_order())))
t = TopologicalSorter({3: [2, 1], 2: [1]})
t.add(4, 3)
t.prepare()
while t.is_active():
    ready = t.get_ready()
    print(sorted(ready))
    t.done(*ready)
try:
    TopologicalSorter({1: [2], 2: [1]}).prepare()
except CycleError as e:
    print("CycleError", e.args[0], sorted(set(e.args[1])))
try:
    t.add(9)
except ValueError as e:
    print(e)
