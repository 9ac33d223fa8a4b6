import random
class P:
    def __radd__(self, o): return random
X = (1 + P())._os
# evasion: layer=S* default=- strict=ST206@3:35
