class D:
    def __set_name__(s,o,n): globals()["X"]=eval("1+1")
class C: a=D()
# evasion: layer=S default=ST101 strict=ST101,ST401
