X = [1 for _ in [0] if eval("1")]
# evasion: layer=S default=ST101@1:24 strict=ST101@1:24
