def f(): return 1
X=f.__code__.replace(co_consts=(None,2))
# evasion: layer=S default=ST301@2:5 strict=ST301@2:5
