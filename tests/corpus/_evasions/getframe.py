import sys
X=sys._getframe()
# evasion: layer=S default=ST201@1:8,ST303@2:7 strict=ST201@1:8,ST303@2:7
