import os
X=os.system
# evasion: layer=S default=ST007 strict=ST007
