import os
X=getattr(os,"\x73ystem")
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8,ST206@2:11
