import os
X=getattr(os,"metsys"[::-1])
# evasion: layer=S*,G default=ST201@1:8 strict=ST201@1:8,ST206@2:11
