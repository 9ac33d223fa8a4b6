import random
def f(): return random
X = f()._os
# evasion: layer=S* default=- strict=ST206@2:17
