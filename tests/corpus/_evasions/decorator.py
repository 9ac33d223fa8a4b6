@eval
@lambda f:"1+1"
def X(): pass
# evasion: layer=S default=ST101@1:2 strict=ST101@1:2,ST408@1:2,ST408@2:2
