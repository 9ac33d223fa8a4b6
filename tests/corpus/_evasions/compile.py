X=compile("1+1","x","eval")
# evasion: layer=S default=ST101 strict=ST101
