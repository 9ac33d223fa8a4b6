NUMERALS = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
            (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def to_roman(number):
    out = []
    for value, text in NUMERALS:
        count, number = divmod(number, value)
        out.append(text * count)
    return "".join(out)


def from_roman(text):
    total = 0
    for value, letters in NUMERALS:
        while text.startswith(letters):
            total += value
            text = text.removeprefix(letters)
    return total


for n in (1, 4, 1994, 3999):
    assert from_roman(to_roman(n)) == n
    print(n, to_roman(n))
