from os import *
X=system
# evasion: layer=S default=ST201@1:6 strict=ST501@1:1,ST201@1:6
