import os
X=os.system
# evasion: layer=S default=ST007@2:1 strict=ST007@2:1
