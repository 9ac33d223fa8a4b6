import random, math
for m in (random, math): X = m._os
# evasion: layer=S default=ST303@2:32 strict=ST206@2:11,ST206@2:19,ST206@2:30,ST303@2:32
