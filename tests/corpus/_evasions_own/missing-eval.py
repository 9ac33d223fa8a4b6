class D(dict):
    __missing__ = eval
X = D()["1+1"]
# evasion: layer=S default=ST101@2:19 strict=ST401@2:5,ST101@2:19
