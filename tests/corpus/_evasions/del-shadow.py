eval=None
del eval
X=eval
# evasion: layer=S default=ST101@3:3 strict=ST101@3:3
