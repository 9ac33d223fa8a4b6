def f(g=eval): return g
X=f()
# evasion: layer=S default=ST101@1:9 strict=ST101@1:9
