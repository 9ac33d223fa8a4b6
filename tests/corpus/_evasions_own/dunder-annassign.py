__builtins__: int = 1
X = 1
# evasion: layer=S default=ST102@1:1 strict=ST102@1:1
