X = iter(lambda: eval("1"), 2)
# evasion: layer=S default=ST101@1:18 strict=ST101@1:18
