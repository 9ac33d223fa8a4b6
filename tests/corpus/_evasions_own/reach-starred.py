import random
a, *b = 1, random
X = b[0]._os
# evasion: layer=S default=ST303@3:10 strict=ST206@2:12,ST206@3:5,ST303@3:10
