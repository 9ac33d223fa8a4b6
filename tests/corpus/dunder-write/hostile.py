class A:
    pass


for A.__len__ in [len]:  # expect: ST306
    pass
A.x, A.__call__ = 1, 2  # expect: ST306
A.__init__ += 1  # expect: ST306
with print as A.__enter__:  # expect: ST306
    pass
A.__eq_＿ = 1  # expect: ST306, ST701
s = setattr
s(A(), "__cl" "ass__", int)  # expect: ST306


class D(A):
    def __init__(self):
        super().__setattr__("__call__", print)  # expect: ST306
        super().__delattr__("__" + "init" + "__")  # expect: ST306
