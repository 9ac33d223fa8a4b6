import random
class P:
    def __class_getitem__(cls, k): return random
X = P[0]._os
# evasion: layer=S* default=- strict=ST401@3:9,ST206@3:43
