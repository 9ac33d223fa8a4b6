import math
math.pi = 3
X = 1
# evasion: layer=S default=ST304@2:1 strict=ST304@2:1
