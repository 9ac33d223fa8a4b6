import os
X=getattr(os,"".join(map(chr,[115,121,115,116,101,109])))
# evasion: layer=S*,G default=ST201@1:8 strict=ST201@1:8,ST206@2:11
