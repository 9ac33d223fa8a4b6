a = 1
b = 2

# comment
c = 3
d = 4  # expect: ST502
