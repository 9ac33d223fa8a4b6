x = "aaaaaaaaaaa" "aaaaaaaaaa"  # expect: ST604
y = b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14"  # expect: ST604
z = {1, 2, 3, 4, 5, *[6]}  # expect: ST604
w = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, **{}}  # expect: ST604
a, b, c, d, e, f = 1, 2, 3, 4, 5, 6  # expect: ST604, ST604
