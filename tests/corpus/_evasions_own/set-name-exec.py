class D:
    __set_name__ = lambda s, o, n: exec(n)
class X: y = D()
# evasion: layer=S default=ST101@2:36 strict=ST401@2:5,ST101@2:36
