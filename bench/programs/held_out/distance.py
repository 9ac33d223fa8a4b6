# Recursion with a memo dict, and the same as nested lists.
def recursive(a, b, i, j, known):
    if i == 0 or j == 0:
        return i + j
    key = (i, j)
    if key in known:
        return known[key]
    if a[i - 1] == b[j - 1]:
        result = recursive(a, b, i - 1, j - 1, known)
    else:
        result = 1 + min(
            recursive(a, b, i - 1, j, known), recursive(a, b, i, j - 1, known), recursive(a, b, i - 1, j - 1, known)
        )
    known[key] = result
    return result


def table(a, b):
    rows = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            change = 0 if a[i - 1] == b[j - 1] else 1
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change)
    return rows[-1][-1]


def main():
    a, b = "the quick brown fox jumps over it" * 2, "a lazy dog sat under the oak tree" * 2
    return recursive(a, b, len(a), len(b), {}), table(a, b)
