import random
class C:
    r = random
X = C.r._os
# evasion: layer=S default=ST303@4:9 strict=ST206@3:9,ST206@4:5,ST303@4:9
