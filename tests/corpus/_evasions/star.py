from os import *
X=system
# evasion: layer=S default=ST201,ST501 strict=ST201,ST501
