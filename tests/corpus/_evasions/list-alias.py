X=[eval][0]
# evasion: layer=S default=ST101 strict=ST101
