from math import pi as __builtins__
X = 1
# evasion: layer=S default=ST102@1:24 strict=ST102@1:24
