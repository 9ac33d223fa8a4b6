match 1:
    case X if print.__self__: pass
# evasion: layer=S default=ST301@2:21 strict=ST301@2:21
