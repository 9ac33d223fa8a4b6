import os
X=getattr(os,"sys"+"tem")
# evasion: layer=S,G default=ST201 strict=ST201
