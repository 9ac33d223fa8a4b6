import random
X = {"r": random}["r"]._os
# evasion: layer=S default=ST303@2:24 strict=ST206@2:5,ST206@2:11,ST303@2:24
