import random
X = (lambda m: (lambda q: q)(m))(random)._os
# evasion: layer=S default=ST303@2:42 strict=ST206@2:5,ST206@2:27,ST206@2:30,ST206@2:34,ST303@2:42
