eval=None
del eval
X=eval
# evasion: layer=S default=ST101 strict=ST101
