X = {eval: 1 for _ in [0]}
# evasion: layer=S default=ST101@1:6 strict=ST101@1:6
