def f():
    global __builtins__
    return __builtins__
X = f()
# evasion: layer=S default=ST102@2:12,ST102@3:12 strict=ST501@2:5,ST102@2:12,ST102@3:12
