import random
def f(a: random): pass
X = f.__annotations__["a"]._os
# evasion: layer=S* default=- strict=ST206@2:10,ST301@3:7
