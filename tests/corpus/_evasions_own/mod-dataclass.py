import random
from dataclasses import dataclass
@dataclass
class P: m: object
X = P(random).m._os
# evasion: layer=S default=ST303@5:17 strict=ST206@5:5,ST206@5:7,ST303@5:17
