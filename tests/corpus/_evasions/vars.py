import os
X=vars(os)["system"]
# evasion: layer=S default=ST101,ST201 strict=ST101,ST201
