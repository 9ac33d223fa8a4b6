import random
class P:
    def __eq__(self, o):
        self.m = o
        return True
p = P(); p == random; X = p.m._os
# evasion: layer=S* default=- strict=ST206@6:15
