import random
X = getattr(random, "_os")
# evasion: layer=S default=ST302@2:5 strict=ST302@2:5,ST206@2:13
