import random
class D:
    def __get__(self, o, t=None): return random
class P: m = D()
X = P().m._os
# evasion: layer=S* default=- strict=ST401@3:9,ST206@3:42
