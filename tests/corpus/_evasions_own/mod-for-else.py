import random
for m in []: pass
else: m = random
X = m._os
# evasion: layer=S default=ST303@4:7 strict=ST206@3:11,ST206@4:5,ST303@4:7
