print=eval
X=print("1+1")
# evasion: layer=S default=ST101@1:7 strict=ST101@1:7
