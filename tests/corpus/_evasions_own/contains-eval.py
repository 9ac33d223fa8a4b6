class C:
    __contains__ = lambda s, x: eval(x)
X = "1" in C()
# evasion: layer=S default=ST101@2:33 strict=ST101@2:33
