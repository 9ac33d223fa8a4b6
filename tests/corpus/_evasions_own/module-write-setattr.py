import random
setattr(random, "random", lambda: 4)
X = 1
# evasion: layer=S default=ST304@2:1 strict=ST304@2:1,ST206@2:9
