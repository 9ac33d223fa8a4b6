def f():
    import os
    return os
X=f().system
# evasion: layer=S default=ST201@2:12 strict=ST201@2:12,ST206@3:12
