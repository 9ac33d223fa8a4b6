@eval
@lambda f:"1+1"
def X(): pass
# evasion: layer=S default=ST101 strict=ST101
