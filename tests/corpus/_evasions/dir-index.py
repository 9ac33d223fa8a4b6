import os
X=getattr(os,[n for n in dir(os) if len(n)==6 and n[0]=="s" and n[-1]=="m"][0])
# evasion: layer=S*,G default=ST201@1:8 strict=ST201@1:8,ST307@2:3,ST206@2:11,ST101@2:26,ST206@2:30
