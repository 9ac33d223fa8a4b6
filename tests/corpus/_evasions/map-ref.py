X=list(map(eval,["1+1"]))[0]
# evasion: layer=S default=ST101@1:12 strict=ST101@1:12
