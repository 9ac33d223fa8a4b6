def f(a: "print(1)"):  # expect: ST404
    #    ^^^^^^^^^^ expect: ST404
    return a


x: "len([])" = 1  # expect: ST404


def g() -> "f(1)":  # expect: ST404
    pass
