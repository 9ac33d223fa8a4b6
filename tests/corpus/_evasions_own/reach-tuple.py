import random, math
(a, b) = (random, math)
X = a._os
# evasion: layer=S default=ST303@3:7 strict=ST206@2:11,ST206@2:19,ST206@3:5,ST303@3:7
