import random
t = ()
t += (random,)
X = t[0]._os
# evasion: layer=S default=ST303@4:10 strict=ST206@3:7,ST206@4:5,ST303@4:10
