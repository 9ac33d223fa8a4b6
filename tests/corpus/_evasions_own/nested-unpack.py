(a, (b, X)) = (1, (2, eval))
# evasion: layer=S default=ST101@1:23 strict=ST101@1:23
