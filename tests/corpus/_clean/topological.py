from collections import deque
from graphlib import CycleError, TopologicalSorter


def order(graph):
    degrees = {node: 0 for node in graph}
    for targets in graph.values():
        for target in targets:
            degrees[target] += 1
    open = deque(sorted(node for node, degree in degrees.items() if degree == 0))
    result = []
    while open:
        node = open.popleft()
        result.append(node)
        for target in graph[node]:
            degrees[target] -= 1
            if not degrees[target]:
                open.append(target)
    return result


print(order({"shirt": ["tie"], "tie": ["jacket"], "trousers": ["shoes"], "jacket": [], "shoes": []}))
try:
    list(TopologicalSorter({"a": {"b"}, "b": {"a"}}).static_order())
except CycleError as error:
    print("a cycle of", len(error.args[1]))
