e = JSONEncoder(sort_keys=True, indent=2)
data = {"b": [1, 2.5, None, True, "é\n\u2028\"\\"], "a": {"n": float("inf"), "t": (1, 2)}, 3: [], "e": {}}
print(JSONEncoder().encode(data))
print(JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode(data))
print(JSONEncoder(indent=2, skipkeys=True).encode({"k": [1, [2, [3]]], (1, 2): 0}))
print(py_encode_basestring_ascii("\U0001F600 \x00 ü"), py_encode_basestring("ü\t"))
print(list(JSONEncoder().iterencode([1, {"a": "b"}])))


class Own(JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


print(Own().encode({"z": 1 + 2j}))
loop = []
loop.append(loop)
for bad in (loop, {1, 2}):
    try:
        print(JSONEncoder(allow_nan=False).encode(bad))
    except (ValueError, TypeError) as err:
        print(type(err).__name__, err)
