import random
match random:
    case object(_os=X): pass
# evasion: layer=S default=ST305@3:17 strict=ST206@2:7,ST305@3:17
