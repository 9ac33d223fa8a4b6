import random
match [random]:
    case [m]: X = m._os
# evasion: layer=S default=ST303@3:21 strict=ST206@2:8,ST206@3:19,ST303@3:21
