# sets: default, education, strict
WINS = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]
def winner(b):
    for i, j, k in WINS:
        if b[i] != " " and b[i] == b[j] == b[k]: return b[i]
    return None if " " in b else "draw"
cache = {}
def best(b, me):
    if (w := winner(b)): return (0 if w == "draw" else 1 if w == "X" else -1), None
    key = "".join(b) + me
    if key in cache: return cache[key]
    results = []
    for i, c in enumerate(b):
        if c == " ":
            b[i] = me
            results.append((best(b, "O" if me == "X" else "X")[0], i))
            b[i] = " "
    cache[key] = r = (max if me == "X" else min)(results, key=lambda t: t[0])
    return r
board, turn = list("X O      "), "X"
while not winner(board):
    board[best(board, turn)[1]] = turn
    turn = "O" if turn == "X" else "X"
print("\n-+-+-\n".join("|".join(board[r:r + 3]) for r in (0, 3, 6)), winner(board), sep="\n")
