import random
out = []
sorted([random], key=out.append)
X = out[0]._os
# evasion: layer=S* default=- strict=ST206@3:9
