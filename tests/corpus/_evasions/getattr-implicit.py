import os
X=getattr(os,"sys" "tem")
# evasion: layer=S default=ST201 strict=ST201
