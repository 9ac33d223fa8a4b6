import random
from contextlib import nullcontext
d = {}
with nullcontext(random) as d["m"]: pass
X = d["m"]._os
# evasion: layer=S default=ST303@5:12 strict=ST201@2:6,ST206@4:18,ST206@5:5,ST303@5:12
