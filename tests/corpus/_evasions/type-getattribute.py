import os
X=object.__getattribute__(os,"sys"+"tem")
# evasion: layer=S default=ST201,ST301 strict=ST201,ST301
