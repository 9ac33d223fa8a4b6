import random
class B:
    def __init_subclass__(cls, m=None): cls.m = m
class C(B, m=random): pass
X = C.m._os
# evasion: layer=S* default=- strict=ST401@3:9,ST501@4:1,ST206@4:14
