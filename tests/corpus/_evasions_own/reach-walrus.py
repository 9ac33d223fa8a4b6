import random
X = (m := random)._os
# evasion: layer=S default=ST303@2:19 strict=ST206@2:5,ST206@2:11,ST303@2:19
