def f():
    pass


g = getattr
a = g(f, "__glo" "bals__")  # expect: ST302
b = getattr(f, "__glo" + "bals__")  # expect: ST302
c = getattr(f, "\x5f_globals__")  # expect: ST302, ST309
d = getattr(f, "\N{LOW LINE}_code__")  # expect: ST302
e = getattr(f, "__slabolg__"[::-1])  # expect: ST302
h = "{0.gi_frame}".format  # expect: ST302
i = "{x[0].__base__!r:>10}"  # expect: ST302, ST309
j = f"{{0.__mro__}}"  # expect: ST302, ST309
k = "{:{0.__bases__}}"  # expect: ST302, ST309


class M:
    __match_args__ = ("__dict__",)  # expect: ST302, ST309


import operator as o

m = o.attrgetter("real", "a.b.__self__")  # expect: ST302, ST309
import random

n = getattr(random, "_os")  # expect: ST302
