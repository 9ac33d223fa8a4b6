import random
X = (random if 1 else 0)._os
# evasion: layer=S default=ST303@2:26 strict=ST206@2:5,ST206@2:6,ST303@2:26
