from string import Formatter as F
X = F().vformat("{0.__base__}", (int,), {})
# evasion: layer=S default=ST302@2:17,ST309@2:17 strict=ST101@1:20,ST302@2:17,ST309@2:17
