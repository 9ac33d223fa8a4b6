import os
X=vars(os)["system"]
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8,ST101@2:3,ST206@2:8
