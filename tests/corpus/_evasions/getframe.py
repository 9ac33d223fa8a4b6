import sys
X=sys._getframe()
# evasion: layer=S default=ST201,ST303 strict=ST201,ST303
