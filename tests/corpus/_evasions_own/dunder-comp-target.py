X = [1 for __builtins__ in [1]]
# evasion: layer=S default=ST102@1:12 strict=ST102@1:12
