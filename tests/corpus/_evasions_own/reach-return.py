import random
def f(): return random
X = f()._os
# evasion: layer=S* default=ST303@3:9 strict=ST206@2:17,ST206@3:5,ST303@3:9
