match 1:
    case int() as __builtins__: X = 1
# evasion: layer=S default=ST102@2:19 strict=ST102@2:19
