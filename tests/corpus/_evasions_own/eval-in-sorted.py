X = sorted(["1"], key=eval)
# evasion: layer=S default=ST101@1:23 strict=ST101@1:23
