for eval in [1]: pass
del eval
X = eval
# evasion: layer=S default=ST101@3:5 strict=ST101@3:5
