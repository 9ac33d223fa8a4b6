match ():
    case object(__class__=c): X=c
# evasion: layer=S default=ST305@2:17 strict=ST305@2:17
