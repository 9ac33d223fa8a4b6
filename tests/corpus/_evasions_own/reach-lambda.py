import random
X = (lambda m=random: m._os)()
# evasion: layer=S default=ST303@2:25 strict=ST206@2:15,ST206@2:23,ST303@2:25
