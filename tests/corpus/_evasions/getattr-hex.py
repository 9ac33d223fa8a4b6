import os
X=getattr(os,"\x73ystem")
# evasion: layer=S default=ST201 strict=ST201
