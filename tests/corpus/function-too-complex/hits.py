def tangled(a, b):  # expect: ST407
    if a:
        return 1
    elif b:
        return 2
    for x in a:
        while x:
            x -= 1
    return 3
