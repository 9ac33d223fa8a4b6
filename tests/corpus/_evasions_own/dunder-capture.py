match 1:
    case __builtins__: X = 1
# evasion: layer=S default=ST102@2:10 strict=ST102@2:10
