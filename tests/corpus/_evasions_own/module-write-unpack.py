import math
(math.pi, X) = 3, 4
# evasion: layer=S default=ST304@2:2 strict=ST304@2:2
