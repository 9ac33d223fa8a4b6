X = {eval}.pop()
# evasion: layer=S default=ST101@1:6 strict=ST101@1:6
