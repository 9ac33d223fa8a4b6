import math as __builtins__
X = 1
# evasion: layer=S default=ST102@1:16 strict=ST102@1:16
