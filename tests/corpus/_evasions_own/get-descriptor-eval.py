class D:
    def __get__(s, o, t): return eval
class C: x = D()
X = C().x("1")
# evasion: layer=S default=ST101@2:34 strict=ST401@2:9,ST101@2:34
