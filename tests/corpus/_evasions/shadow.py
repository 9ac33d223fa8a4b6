print=eval
X=print("1+1")
# evasion: layer=S default=ST101 strict=ST101
