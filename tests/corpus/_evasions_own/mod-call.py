import random
class P:
    def __call__(self): return random
X = P()()._os
# evasion: layer=S default=ST303@4:11 strict=ST206@3:32,ST206@4:5,ST303@4:11
