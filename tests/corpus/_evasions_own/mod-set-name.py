import random
class D:
    def __set_name__(self, owner, name): owner.leak = random
class C: d = D()
X = C.leak._os
# evasion: layer=S* default=- strict=ST401@3:9,ST206@3:55
