import random
X = next(m for m in [random] if m)._os
# evasion: layer=S default=ST303@2:36 strict=ST206@2:5,ST206@2:10,ST206@2:22,ST206@2:33,ST303@2:36
