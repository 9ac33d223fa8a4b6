def f():
    import os
    return os
X=f().system
# evasion: layer=S default=ST201 strict=ST201
