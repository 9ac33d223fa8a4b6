def f(a: print(1)):  # expect: ST409
    #    ^^^^^^^^ expect: ST409
    return a


x: (lambda: 1) = 2  # expect: ST409
y: [n for n in range(3)] = 1  # expect: ST409


def g() -> print():  # expect: ST409
    pass
