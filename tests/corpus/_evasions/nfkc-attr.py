import os
X=os.ſystem
# evasion: layer=S default=ST201@1:8,ST701@2:6 strict=ST201@1:8,ST701@2:6
