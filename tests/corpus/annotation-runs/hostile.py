class C:
    def f(self, a: list[print(1)], /, *b: {"k": [print]}["k"][0](2)):  # expect: ST409, ST409
        pass

    x: (y := int)  # expect: ST409
    z: int if print else str  # expect: ST409


def g(*, k: f"{print(1)}" = 0) -> list[(lambda: 3)()]:  # expect: ST404, ST409, ST409
    pass
