X = next(e for e in [exec])
# evasion: layer=S default=ST101@1:22 strict=ST101@1:22
