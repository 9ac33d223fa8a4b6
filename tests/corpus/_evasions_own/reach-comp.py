import random
X = [m._os for m in [random]]
# evasion: layer=S default=ST303@2:8 strict=ST206@2:6,ST303@2:8,ST206@2:22
