def f(a: "(lambda: 0).__globals__"): pass
X = f
# evasion: layer=S default=ST309@1:10,ST404@1:10 strict=ST309@1:10,ST404@1:10
