import random
X = [v for v in globals().values() if hasattr(v, "_os")][0]._os
# evasion: layer=S default=ST101@2:17 strict=ST101@2:17
