@[eval][0]
def X(): pass
# evasion: layer=S default=ST101@1:3 strict=ST408@1:2,ST101@1:3
