X = exit.__self__
# evasion: layer=S* default=ST301@1:10 strict=ST101@1:5,ST301@1:10
