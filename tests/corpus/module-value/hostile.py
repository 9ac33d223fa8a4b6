import os
import random as r


class C:
    m = r  # expect: ST206

    def __init__(self, m=r):  # expect: ST206
        self.m = m  # expect: ST206
        self.p = os.path  # expect: ST206


[r][0]._os  # expect: ST206, ST303
(n := r)._os  # expect: ST206, ST303
getattr(r, "_os")  # expect: ST206, ST302
{"m": r}  # expect: ST206
f"{r}"  # expect: ST206
match r:  # expect: ST206
    case object(_os=x):  # expect: ST305
        pass
