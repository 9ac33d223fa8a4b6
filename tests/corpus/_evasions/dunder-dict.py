import os
X=os.__dict__["sys"+"tem"]
# evasion: layer=S default=ST201@1:8,ST301@2:6 strict=ST201@1:8,ST301@2:6
