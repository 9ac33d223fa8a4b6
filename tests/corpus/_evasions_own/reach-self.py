import random
class C:
    def __init__(s): s.r = random
X = C().r._os
# evasion: layer=S* default=- strict=ST206@3:28
