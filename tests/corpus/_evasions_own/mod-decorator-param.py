import random
def d(m): return lambda f: m
@d(random)
def g(): pass
X = g._os
# evasion: layer=S default=ST303@5:7 strict=ST206@2:28,ST206@3:4,ST206@5:5,ST303@5:7
