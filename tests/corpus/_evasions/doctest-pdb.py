import bdb
X=bdb.Bdb().runeval("1+1") if 0 else 2
import cProfile
g={}
cProfile.Profile().runctx("y=2",g,g)
X=g["y"]
# evasion: layer=S default=ST201@1:8,ST201@3:8 strict=ST201@1:8,ST201@3:8
