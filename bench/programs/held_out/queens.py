def place(n, row, columns, up, down):
    if row == n:
        return 1
    found = 0
    for c in range(n):
        if c not in columns and row + c not in up and row - c not in down:
            found += place(n, row + 1, columns | {c}, up | {row + c}, down | {row - c})
    return found


def main():
    return place(8, 0, frozenset(), frozenset(), frozenset())
