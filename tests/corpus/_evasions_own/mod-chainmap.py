import random
from collections import ChainMap
X = ChainMap({}, {"m": random})["m"]._os
# evasion: layer=S default=ST303@3:38 strict=ST206@3:5,ST206@3:24,ST303@3:38
