x = lambda: 0; from os import path as X
# evasion: layer=S default=ST201@1:21 strict=ST201@1:21
