X = [[e for e in [eval]] for _ in [0]][0][0]
# evasion: layer=S default=ST101@1:19 strict=ST101@1:19
