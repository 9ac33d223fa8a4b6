# sets: default, education, judge
def queens(n, row=0, cols=0, d1=0, d2=0, acc=()):
    if row == n:
        yield acc
        return
    free = ~(cols | d1 | d2) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        yield from queens(n, row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1, acc + (bit.bit_length() - 1,))
def hanoi(n, a="A", b="B", c="C", moves=None):
    moves = [] if moves is None else moves
    if n:
        hanoi(n - 1, a, c, b, moves); moves.append(a + c); hanoi(n - 1, b, a, c, moves)
    return moves
def permute(xs):
    if not xs: return [[]]
    return [[x] + p for i, x in enumerate(xs) for p in permute(xs[:i] + xs[i + 1:])]
def is_even(n): return True if n == 0 else is_odd(n - 1)
def is_odd(n): return False if n == 0 else is_even(n - 1)
def ack(m, n):
    if m == 0: return n + 1
    return ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
def flatten(x): return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]
def power_set(s):
    if len(s) == 0:
        return [()]
    rest = power_set(s[1:])
    return rest + [(s[0],) + r for r in rest]
print(sum(1 for _ in queens(6)), next(queens(8)), len(hanoi(6)), hanoi(2), len(permute([1, 2, 3, 4])), is_even(50), ack(2, 3), flatten([1, [2, [3, []]]]), power_set("abc"))
