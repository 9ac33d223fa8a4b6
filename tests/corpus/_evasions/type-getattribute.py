import os
X=object.__getattribute__(os,"sys"+"tem")
# evasion: layer=S default=ST201@1:8,ST301@2:10 strict=ST201@1:8,ST301@2:10,ST206@2:27
