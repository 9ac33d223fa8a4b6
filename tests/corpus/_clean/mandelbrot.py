import cmath


def escape(c, limit=30):
    z = 0j
    for n in range(limit):
        z = z * z + c
        if abs(z) > 2:
            return n
    return limit


for row in range(9):
    y = 1.0 - row / 4
    print("".join(" .:-=+*#%@"[escape(complex(-2 + column / 10, y)) // 4] for column in range(30)))
print(round(cmath.phase(-1j), 3), (1 + 2j).conjugate(), complex(1, 2).imag)
