del __builtins__
X = 1
# evasion: layer=S default=ST102@1:5 strict=ST102@1:5
