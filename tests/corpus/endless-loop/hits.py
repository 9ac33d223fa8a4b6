n = 0
while True:  # expect: ST606
    n += 1
