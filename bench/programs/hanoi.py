# Recursion with lists: towers, permutations, ackermann.
def move(n, a, b, c, pegs):
    if n == 0:
        return 0
    count = move(n - 1, a, c, b, pegs)
    pegs[c].append(pegs[a].pop())
    return count + 1 + move(n - 1, b, a, c, pegs)


def permutations(items):
    if len(items) <= 1:
        return [items]
    out = []
    for i in range(len(items)):
        rest = items[:i] + items[i + 1:]
        for p in permutations(rest):
            out.append([items[i]] + p)
    return out


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def main():
    pegs = [list(range(11, 0, -1)), [], []]
    moves = move(11, 0, 1, 2, pegs)
    return moves + len(permutations([1, 2, 3, 4, 5, 6])) + ackermann(2, 40)
