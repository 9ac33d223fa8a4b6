class A:
    pass


class B:
    pass


a = A()
a.__class__ = B  # expect: ST306
# ^^^^^^^^^ expect: ST306
A.__getitem__ = print  # expect: ST306
del A.__init__  # expect: ST306
setattr(a, "__class__", B)  # expect: ST306
#          ^^^^^^^^^^^ expect: ST306
delattr(A, "__init__")  # expect: ST306
object.__setattr__(a, "__class__", B)  # expect: ST306
a.__setattr__("__class__", B)  # expect: ST306
