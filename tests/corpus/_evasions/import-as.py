import os as o
X=o.system
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
