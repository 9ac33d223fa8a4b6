import math
del math.pi
X = 1
# evasion: layer=S default=ST304@2:5 strict=ST304@2:5
