def popcount(x):
    return bin(x).count("1")


def gray(n):
    return n ^ (n >> 1)


def subsets(items):
    for mask in range(1 << len(items)):
        yield [x for i, x in enumerate(items) if mask >> i & 1]


x = 0b1011_0110
x |= 1 << 3
x &= ~(1 << 1)
x ^= 0xFF
print(x, popcount(x), [gray(i) for i in range(8)], x & -x, x.bit_length(), x.bit_count())
print(list(subsets("abc")), (-7) // 2, -7 % 3, divmod(-7, 3), 7 ^ 3, ~5, 1 << 70)
print(int("ff", 16), int("0b101", 0), hex(255), oct(8), (1000).to_bytes(2, "big"), int.from_bytes(b"\x03\xe8", "big"))
print(pow(3, 200, 13), pow(3, -1, 7), 2 ** 100, 2 ** -1, 0.1 + 0.2, round(2.5), round(-1.567, 2))
seen = bytearray(10)
seen[3] = 1
view = memoryview(seen)
print(bytes(view[2:5]), sum(seen), [b for b in b"az"], b"a" + b"b" * 2)
