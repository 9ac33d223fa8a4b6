X = (__builtins__ := 1)
# evasion: layer=S default=ST102@1:6 strict=ST102@1:6
