import random
from collections import namedtuple
P = namedtuple("P", "m")
X = P(random)[0]._os
# evasion: layer=S* default=- strict=ST101@2:25,ST101@3:5,ST206@4:7
