def f():
    global ｅval
X = f
# evasion: layer=S default=ST701@2:12 strict=ST501@2:5,ST701@2:12
