def f(a: "[].append" "(1)", *b: "lambda: 1", c: r"(x)" = 1):  # expect: ST404, ST404, ST404
    return a


class C:
    x: f"{1}"  # expect: ST404
    y: "\x28\x29"  # expect: ST404


async def g(x: "(y := 1)"):  # expect: ST404
    pass
