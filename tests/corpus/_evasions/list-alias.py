X=[eval][0]
# evasion: layer=S default=ST101@1:4 strict=ST101@1:4
