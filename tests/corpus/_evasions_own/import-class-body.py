class C:
    import os
X = C.os.system
# evasion: layer=S default=ST201@2:12 strict=ST201@2:12
