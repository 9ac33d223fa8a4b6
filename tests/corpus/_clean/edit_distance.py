import difflib
from functools import cache


def distance(a, b):
    @cache
    def d(i, j):
        if not i or not j:
            return i or j
        return min(d(i - 1, j) + 1, d(i, j - 1) + 1, d(i - 1, j - 1) + (a[i - 1] != b[j - 1]))

    return d(len(a), len(b))


print(distance("kitten", "sitting"), difflib.get_close_matches("appel", ["ape", "apple", "peach"]))
for line in difflib.unified_diff(["a", "b"], ["a", "c"], lineterm=""):
    print(line)
