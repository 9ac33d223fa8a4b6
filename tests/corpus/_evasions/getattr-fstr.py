import os
y="tem"
X=getattr(os,f"sys{y}")
# evasion: layer=S*,G default=ST201 strict=ST201
