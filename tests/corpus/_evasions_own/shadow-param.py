def f(eval=eval): return eval
X = f()
# evasion: layer=S default=ST101@1:12,ST101@1:26 strict=ST101@1:12,ST101@1:26
