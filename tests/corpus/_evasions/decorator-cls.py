g={}
@lambda s: exec(s,g)
@lambda c: "y=2"
class C: pass
X=g["y"]
# evasion: layer=S default=ST101@2:12 strict=ST408@2:2,ST101@2:12,ST408@3:2
