import random, functools
X = functools.partial(lambda m: m, random)()._os
# evasion: layer=S default=ST303@2:46 strict=ST206@2:5,ST206@2:33,ST206@2:36,ST303@2:46
