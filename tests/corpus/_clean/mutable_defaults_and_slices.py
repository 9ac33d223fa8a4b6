def append_to(x, target=[]):
    target.append(x)
    return target


print(append_to(1), append_to(2))
s = slice(1, None, 2)
print([0, 1, 2, 3][s], s.indices(4), "abcdef"[-3:], [1, 2, 3][::-1], list(range(10))[2:8:3])
nested = {"a": {"b": [1, 2, {"c": 3}]}}
nested["a"]["b"][2]["c"] += 4
nested["a"].update(d=5)
print(nested, nested.get("x", {}).get("y"), nested.pop("a")["d"])
t = (1, [2])
t[1].append(3)
print(t, t + (4,), t.index(1), t.count(1), len(t), hash((1, 2)) == hash((1, 2)))
fs = frozenset("ab")
print(sorted(fs | {"c"}), fs <= {"a", "b", "c"}, {1, 2} ^ {2, 3}, {1, 2} - {2})
st = {3, 1}
st.add(2)
st.discard(9)
print(sorted(st), min(st), sum(st))
print([*range(3)], dict(zip("ab", (1, 2))), {v: k for k, v in {"a": 1}.items()}, list("ab" "cd"))
a = [3, 1, 2]
a.sort(reverse=True)
print(a, a.pop(), a.insert(0, 9), a, a.index(9), [x for x in a if x not in (3,)])
print(all([]), any([]), abs(-3), divmod(7, 2), round(1.005, 2), sum([[1], [2]], []), sorted("bca"))
print(list(map(lambda p, q: p + q, [1], [2])), list(zip([1, 2], "ab", strict=True)), next(iter([]), "none"))
