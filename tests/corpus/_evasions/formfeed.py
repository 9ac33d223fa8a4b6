import os
X=os.system
# evasion: layer=S default=ST006 strict=ST006
