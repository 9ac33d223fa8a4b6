X = list(filter(exec, ["X=1"]))
# evasion: layer=S default=ST101@1:17 strict=ST101@1:17
