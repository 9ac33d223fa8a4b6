@print.__self__.eval
def X(): pass
# evasion: layer=S default=ST101@1:2,ST301@1:8 strict=ST101@1:2,ST408@1:2,ST301@1:8
