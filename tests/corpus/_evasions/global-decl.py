def f():
    global X
    from os import system as X
f()
# evasion: layer=S default=ST201 strict=ST201,ST501
