import random
class C(metaclass=lambda *a: random): pass
X = C._os
# evasion: layer=S default=ST402@2:9 strict=ST402@2:9,ST206@2:30
