import queue as q
import re, typing as t

a = q.threading  # expect: ST303
r = re
b = r.enum.sys  # expect: ST303
c = (lambda: t.sys)  # expect: ST303
d = [t][0].stdlib_re  # expect: ST303


def f(m=t):
    return m.sys  # expect: ST303
