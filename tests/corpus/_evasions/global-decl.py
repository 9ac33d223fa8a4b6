def f():
    global X
    from os import system as X
f()
# evasion: layer=S default=ST201@3:10 strict=ST501@2:5,ST201@3:10
