x = 10 ** 10 ** 8  # expect: ST601
#   ^^^^^^^^^^^^^ expect: ST601
y = 9 ** 9 ** 9 ** 9  # expect: ST601
z = pow(2, 10 ** 9)  # expect: ST601
w = 2 ** 1_000_000  # expect: ST601
