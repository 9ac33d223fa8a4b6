def f():
    global _getiter_
X = f
# evasion: layer=S default=ST103@2:12 strict=ST501@2:5,ST103@2:12
