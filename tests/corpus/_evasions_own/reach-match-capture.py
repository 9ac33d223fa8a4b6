import random
match random:
    case m: X = m._os
# evasion: layer=S default=ST303@3:19 strict=ST206@2:7,ST206@3:17,ST303@3:19
