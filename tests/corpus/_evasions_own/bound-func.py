class C:
    def f(s): pass
X = C().f.__func__
# evasion: layer=S default=ST301@3:11 strict=ST301@3:11
