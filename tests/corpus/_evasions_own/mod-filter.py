import random
X = next(filter(None, [random]))._os
# evasion: layer=S default=ST303@2:34 strict=ST206@2:5,ST206@2:24,ST303@2:34
