def f():
    eval = 1
X = eval
# evasion: layer=S default=ST101@3:5 strict=ST101@3:5
