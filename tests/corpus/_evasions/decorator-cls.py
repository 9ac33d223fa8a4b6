g={}
@lambda s: exec(s,g)
@lambda c: "y=2"
class C: pass
X=g["y"]
# evasion: layer=S default=ST101 strict=ST101
