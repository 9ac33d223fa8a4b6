match ():
    case object(__class__=c): X=c
# evasion: layer=S default=ST305 strict=ST305
