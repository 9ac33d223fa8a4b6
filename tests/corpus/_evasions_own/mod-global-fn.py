import random
def f():
    global m
    m = random
f()
X = m._os
# evasion: layer=S default=ST303@6:7 strict=ST501@3:5,ST206@4:9,ST206@6:5,ST303@6:7
