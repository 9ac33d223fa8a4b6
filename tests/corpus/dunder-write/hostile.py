class A:
    pass


for A.__len__ in [len]:  # expect: ST306
    pass
A.x, A.__call__ = 1, 2  # expect: ST306
A.__init__ += 1  # expect: ST306
with print as A.__enter__:  # expect: ST306
    pass
A.__eq_＿ = 1  # expect: ST306, ST701
