def queens(n, row=0, columns=(), left=(), right=()):
    if row == n:
        yield columns
        return
    for column in range(n):
        if column in columns or row + column in left or row - column in right:
            continue
        yield from queens(
            n, row + 1, (*columns, column), (*left, row + column), (*right, row - column)
        )


solutions = list(queens(6))
print(len(solutions))
for line in solutions[0]:
    print("." * line + "Q" + "." * (5 - line))
