import os as o
X=o.system
# evasion: layer=S default=ST201 strict=ST201
