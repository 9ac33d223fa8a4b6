X=print.__self__.eval
# evasion: layer=S default=ST101@1:3,ST301@1:9 strict=ST101@1:3,ST301@1:9
