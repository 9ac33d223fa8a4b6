__name__ += "x"
__builtins__ = 1
X = 1
# evasion: layer=S default=ST102@2:1 strict=ST102@2:1
