import os
X=getattr(os,"metsys"[::-1])
# evasion: layer=S*,G default=ST201 strict=ST201
