import os
X=os.ſystem
# evasion: layer=S default=ST201,ST701 strict=ST201,ST701
