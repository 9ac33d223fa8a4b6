class C:
    def __init_subclass__(cls,p): globals()["X"]=eval(p)
class D(C,p="1+1"): pass
# evasion: layer=S default=ST101 strict=ST101,ST401,ST501
