def f(a:eval("1+1")): pass
X=2
# evasion: layer=S default=ST101 strict=ST101
