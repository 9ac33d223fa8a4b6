match {}:
    case {**__builtins__}: X = 1
# evasion: layer=S default=ST102@2:13 strict=ST102@2:13
