match 1:
    case _apply_: X = 1
# evasion: layer=S default=ST103@2:10 strict=ST103@2:10
