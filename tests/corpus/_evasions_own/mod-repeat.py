import random, itertools
X = next(itertools.repeat(random))._os
# evasion: layer=S default=ST303@2:36 strict=ST206@2:5,ST206@2:27,ST303@2:36
