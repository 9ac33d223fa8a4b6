data = {"name": "x" * 30, "list": list(range(40)), "nested": {"a": [1, 2, {"b": ("c", "d" * 60)}]}, "set": {3, 1, 2}}
print(pformat(data, width=60))
pprint(data, width=50, compact=True)
pprint([[1, 2], {"k": b"bytes" * 20}], indent=4, width=40)
pp({"z": 1, "a": 2})
print(saferepr([1, {"b": 2}]), isreadable([1, "a"]), isrecursive([1]))
loop = [1]
loop.append(loop)
print(isrecursive(loop), pformat({"deep": [[[[1]]]]}, depth=2))
print(pformat("lorem ipsum dolor sit amet " * 6, width=40), pformat(12345678, underscore_numbers=True))
