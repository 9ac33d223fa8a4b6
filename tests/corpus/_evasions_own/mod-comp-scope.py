import random
X = [m for m in (random,)][0]._os
# evasion: layer=S default=ST303@2:31 strict=ST206@2:5,ST206@2:6,ST206@2:18,ST303@2:31
