X = [*map(compile, ["1"], ["x"], ["eval"])]
# evasion: layer=S default=ST101@1:11 strict=ST101@1:11
