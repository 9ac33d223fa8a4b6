print(list(unique_everseen("AAAABBBCCDAABBB")), list(unique_everseen("ABBCcAD", str.lower)))
print(list(unique_everseen([[1], [2], [1]], key=tuple)), list(unique_everseen([])))
for value in ((1, 2, 3), 1, None, "foo", b"bar", {"a": 1}, range(3)):
    print(value, list(always_iterable(value)), list(always_iterable(value, base_type=dict)), list(always_iterable(value, base_type=None)))
