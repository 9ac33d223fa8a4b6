match 1:
    case print.__self__.eval: X = 1
# evasion: layer=S default=ST101@2:10,ST301@2:16 strict=ST101@2:10,ST301@2:16
