X, *_ = [eval, 1]
# evasion: layer=S default=ST101@1:10 strict=ST101@1:10
