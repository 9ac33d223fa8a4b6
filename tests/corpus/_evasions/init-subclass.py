class C:
    def __init_subclass__(cls,p): globals()["X"]=eval(p)
class D(C,p="1+1"): pass