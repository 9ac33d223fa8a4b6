class Table:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, key):
        if isinstance(key, tuple):
            rows, columns = key
            picked = self.rows[rows]
            return [row[columns] for row in picked] if isinstance(rows, slice) else picked[columns]
        return self.rows[key]

    def __setitem__(self, key, value):
        row, column = key
        self.rows[row][column] = value

    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"

    def __format__(self, spec):
        return spec.join(str(sum(row)) for row in self.rows)


table = Table([[1, 2, 3], [4, 5, 6]])
table[0, 1] += 10
print(table[0, 1], table[:, 0], table[1], table[::-1, ::2], Table["int"], f"{table:, }")
