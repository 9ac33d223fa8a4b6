import random
class P:
    def __iter__(self): return iter([random])
for m in P(): X = m._os
# evasion: layer=S default=ST303@4:21 strict=ST206@3:38,ST206@4:19,ST303@4:21
