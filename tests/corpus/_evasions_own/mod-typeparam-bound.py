import random
def f[T: random](): return T.__bound__._os
X = f()
# evasion: layer=S default=ST033@2:6 strict=ST033@2:6
