import random
m: object = random
X = m._os
# evasion: layer=S default=ST303@3:7 strict=ST206@2:13,ST206@3:5,ST303@3:7
