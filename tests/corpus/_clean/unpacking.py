first, *middle, last = range(6)
(a, b), [c, d] = (1, 2), [3, 4]
a, b = b, a
print(first, middle, last, a, b, c, d)
merged = {**{"x": 1}, "y": 2, **{"x": 3}}
items = [*range(3), *"ab", *merged]
print(merged, items, {*items, 0}, (*items[:2],))
x = y = z = 0
x += 1
y -= 2
values = [1, 2, 3, 4, 5]
values[1:3] = [20, 30, 35]
values[::2] = [0] * len(values[::2])
del values[0], values[-1]
print(x, y, z, values, values[-1], values[::-1])
for i, (name, (low, high)) in enumerate([("a", (1, 2)), ("b", (3, 4))]):
    print(i, name, low, high)
matrix = {(0, 0): 1, (0, 1): 2}
matrix[0, 1] *= 5
print(matrix[0, 1], 1 < 2 <= 2 != 3, not 1 in [2], None is not ..., 5 // 2, -5 % 3, 2 ** -1)
