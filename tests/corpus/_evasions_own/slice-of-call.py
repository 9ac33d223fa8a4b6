X = print.__self__.eval("1")[:]
# evasion: layer=S default=ST101@1:5,ST301@1:11 strict=ST101@1:5,ST301@1:11
