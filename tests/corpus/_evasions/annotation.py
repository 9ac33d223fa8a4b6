def f(a:eval("1+1")): pass
X=2
# evasion: layer=S default=ST101@1:9 strict=ST101@1:9,ST409@1:9
