import random, types
X = types.SimpleNamespace(m=random).m._os
# evasion: layer=S default=ST303@2:39 strict=ST201@1:16,ST101@2:5,ST206@2:5,ST206@2:29,ST303@2:39
