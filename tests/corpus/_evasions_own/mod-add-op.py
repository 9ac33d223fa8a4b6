import random
class P:
    def __add__(self, o): return o
X = (P() + random)._os
# evasion: layer=S* default=- strict=ST206@4:12
