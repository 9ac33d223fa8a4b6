def total(x):
    result = 0
    for i in range(x):
        result += i
    return result
