a = (1) << (1 << 30)  # expect: ST602
b = True << 0xFFFFFFFF  # expect: ST602
n = 3
c = n << 10 ** 9  # expect: ST602
n <<= 10 ** 9  # expect: ST602
d = -1 << 99999999999999999999  # expect: ST602
