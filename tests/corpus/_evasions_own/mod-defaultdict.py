import random
from collections import defaultdict
X = defaultdict(lambda: random)["x"]._os
# evasion: layer=S default=ST303@3:38 strict=ST206@3:5,ST206@3:25,ST303@3:38
