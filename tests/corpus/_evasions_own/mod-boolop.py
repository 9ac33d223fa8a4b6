import random
X = (None or random)._os
# evasion: layer=S default=ST303@2:22 strict=ST206@2:5,ST206@2:14,ST303@2:22
