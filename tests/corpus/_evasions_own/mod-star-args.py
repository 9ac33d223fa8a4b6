import random
def f(*a): return a[0]
X = f(*[random])._os
# evasion: layer=S default=ST303@3:18 strict=ST206@3:5,ST206@3:9,ST303@3:18
