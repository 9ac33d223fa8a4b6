pairs = [(x, y) for x in range(4) if x % 2 for y in range(x) if y != 1]
squares = {n: n * n for n in range(5)}
letters = {c for c in "mississippi" if c not in "ps"}
flat = [cell for row in [[1, 2], [3]] for cell in row]
nested = [[i * j for j in range(3)] for i in range(3)]
lazy = (n for n in range(10) if (m := n % 3) == 1)
print(pairs, squares, sorted(letters), flat, nested, list(lazy), m)
print(any(n > 3 for n in flat), all(flat), max((len(w), w) for w in ["a", "bcd"]), [] or "empty")
print([a if a > b else b for a, b in zip([1, 5], [3, 2])], dict(zip("ab", range(2))))
