import random as r
class C: pass
C.r = r
X = C().r._os
# evasion: layer=S default=ST303@4:11 strict=ST206@3:7,ST206@4:5,ST303@4:11
