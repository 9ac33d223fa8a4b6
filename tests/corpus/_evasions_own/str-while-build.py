import random
s, i = "_", 0
while i < 2:
    s += "os"[i]
    i += 1
X = getattr(random, s)
# evasion: layer=S default=ST302@6:5,ST302@6:5 strict=ST307@6:5,ST302@6:5,ST302@6:5,ST206@6:13
