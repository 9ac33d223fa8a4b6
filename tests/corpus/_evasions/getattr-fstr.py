import os
y="tem"
X=getattr(os,f"sys{y}")
# evasion: layer=S*,G default=ST201@1:8 strict=ST201@1:8,ST206@3:11
