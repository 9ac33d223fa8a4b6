def f():
    pass


x = getattr(f, "__globals__")  # expect: ST302, ST309
#              ^^^^^^^^^^^^^ expect: ST302
y = hasattr(f, "gi_frame")  # expect: ST302
setattr(f, "__code__", x)  # expect: ST302, ST309
delattr(f, "__code__")  # expect: ST302, ST309
z = "{0.__class__.__mro__}".format(1)  # expect: ST302, ST309
from operator import attrgetter, methodcaller

w = attrgetter("__class__.__base__")(1)  # expect: ST302, ST309
v = methodcaller("__subclasses__")(int)  # expect: ST302, ST309
