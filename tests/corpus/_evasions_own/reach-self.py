import random
class C:
    def __init__(s): s.r = random
X = C().r._os
# evasion: layer=S* default=ST303@4:11 strict=ST206@3:28,ST206@4:5,ST303@4:11
