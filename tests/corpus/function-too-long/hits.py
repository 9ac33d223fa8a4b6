def long(x):  # expect: ST406
    x += 1
    x += 2
    x += 3
    x += 4
    return x
