class C:
    def __init_subclass__(cls,p): globals()["X"]=eval(p)
class D(C,p="1+1"): pass
# evasion: layer=S default=ST101@2:35,ST101@2:50 strict=ST401@2:9,ST101@2:35,ST101@2:50,ST501@3:1
