match ():
    case object(__ｃlass__=X): pass
# evasion: layer=S default=ST305@2:17,ST701@2:17 strict=ST305@2:17,ST701@2:17
