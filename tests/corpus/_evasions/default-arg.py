def f(g=eval): return g
X=f()
# evasion: layer=S default=ST101 strict=ST101
