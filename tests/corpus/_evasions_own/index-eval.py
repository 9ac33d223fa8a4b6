class C:
    __index__ = lambda s: eval("1")
X = [1, 2][C()]
# evasion: layer=S default=ST101@2:27 strict=ST101@2:27
