import random
box = []
class P:
    def __contains__(self, o):
        box.append(o)
        return True
random in P()
X = box[0]._os
# evasion: layer=S* default=- strict=ST206@7:1
