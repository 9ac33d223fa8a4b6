X = [y := eval for _ in [0]][0]
# evasion: layer=S default=ST101@1:11 strict=ST101@1:11
