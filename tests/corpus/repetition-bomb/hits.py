a = [0] * 10 ** 10  # expect: ST603
#   ^^^^^^^^^^^^^^ expect: ST603
b = "ab" * 10 ** 9  # expect: ST603
c = bytes(10 ** 12)  # expect: ST603
d = list(range(10 ** 10))  # expect: ST603
