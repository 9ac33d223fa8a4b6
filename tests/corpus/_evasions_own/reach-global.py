def f():
    global r
    import random as r
f()
X = r._os
# evasion: layer=S default=ST303@5:7 strict=ST501@2:5,ST206@5:5,ST303@5:7
