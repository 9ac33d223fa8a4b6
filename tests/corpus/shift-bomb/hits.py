x = 1 << 10 ** 10  # expect: ST602
#   ^^^^^^^^^^^^^ expect: ST602
y = 5 << 1_000_000  # expect: ST602
