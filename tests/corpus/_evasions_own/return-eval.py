def f(): return eval
X = f()
# evasion: layer=S default=ST101@1:17 strict=ST101@1:17
