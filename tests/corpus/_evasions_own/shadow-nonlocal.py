def f():
    def g(): return eval
    return g()
X = f()
# evasion: layer=S default=ST101@2:21 strict=ST101@2:21
