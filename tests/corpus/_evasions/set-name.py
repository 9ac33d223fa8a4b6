class D:
    def __set_name__(s,o,n): globals()["X"]=eval("1+1")
class C: a=D()
# evasion: layer=S default=ST101@2:30,ST101@2:45 strict=ST401@2:9,ST101@2:30,ST101@2:45
