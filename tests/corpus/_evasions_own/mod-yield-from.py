import random
def a(): yield random
def b(): yield from a()
for m in b(): X = m._os
# evasion: layer=S default=ST303@4:21 strict=ST206@2:16,ST206@4:19,ST303@4:21
