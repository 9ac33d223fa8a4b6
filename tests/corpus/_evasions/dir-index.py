import os
X=getattr(os,[n for n in dir(os) if len(n)==6 and n[0]=="s" and n[-1]=="m"][0])
# evasion: layer=S*,G default=ST201 strict=ST101,ST201,ST307
